"""What each component may do: all of it is in permissions.txt, and a change there is a change of the platform's security.

    PERMISSIONS_UPDATE=1 infra/check -k permissions     writes permissions.txt anew
"""
import fnmatch
import functools
import json
import os
import re

import yaml

from templates import ALL, HOME, INFRA, Resolver, expanded, resources

GOLDEN = INFRA / "tests/permissions.txt"

# Where AWS has no resource-level permission, or none that could be named beforehand (Service Authorization Reference).
ANY_RESOURCE = {
    "glue:GetSchemaVersion": "a version is asked for by its id, which belongs to no ARN",
    "ecr:GetAuthorizationToken": "takes no resource",
    "ecs:DiscoverPollEndpoint": "takes no resource",
    "ec2:CreateNetworkInterface": "Lambda does it before there is one",
    "ec2:DeleteNetworkInterface": "Lambda names the interface after making it",
    "ec2:DescribeNetworkInterfaces": "takes no resource",
    "ec2:DescribeSubnets": "takes no resource",
    "ec2:AssignPrivateIpAddresses": "as CreateNetworkInterface",
    "ec2:UnassignPrivateIpAddresses": "as CreateNetworkInterface",
}


def several(value):
    return value if isinstance(value, list) else [value]


@functools.cache
def roles():
    return list(all_roles())


def all_roles():
    for path in ALL:
        template = expanded(path)
        resolve = Resolver(template, MskClusterArn="arn:aws:kafka:us-east-1:000000000000:cluster/NAME/ID", Platform="darkroom")
        for name, role in resources(template, "AWS::IAM::Role").items():
            yield f"{path.name} {name}", resolve(role["Properties"])


def statements():
    for name, role in roles():
        for policy in role.get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                yield name, statement


def described():
    lines = []
    for name, role in sorted(roles()):
        lines.append(name)
        lines += [f"  managed {arn}" for arn in sorted(role.get("ManagedPolicyArns", []))]
        for policy in role.get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                actions = sorted(several(statement["Action"]))
                condition = f" if {statement['Condition']}" if "Condition" in statement else ""
                lines.append(f"  {statement['Effect'].lower()} {statement['Sid']}{condition}")
                lines += [f"    {action}" for action in actions]
                lines += [f"    on {resource}" for resource in sorted(several(statement["Resource"]))]
        lines.append("")
    return "\n".join(lines)


def test_each_component_may_do_what_is_written_down_and_no_more():
    if os.environ.get("PERMISSIONS_UPDATE"):
        GOLDEN.write_text(described())
    assert described() == GOLDEN.read_text(), "read the difference; PERMISSIONS_UPDATE=1 takes it over"


def test_only_what_aws_cannot_narrow_is_allowed_on_every_resource():
    everywhere = {
        action
        for _, statement in statements()
        if "*" in several(statement["Resource"])
        for action in several(statement["Action"])
    }
    assert everywhere == set(ANY_RESOURCE)


def test_nobody_may_do_everything_of_a_service():
    for name, statement in statements():
        assert not [action for action in several(statement["Action"]) if action.endswith("*")], name
        assert "NotAction" not in statement and "NotResource" not in statement, name


def test_nobody_may_change_permissions_or_pass_roles():
    for name, statement in statements():
        assert not [a for a in several(statement["Action"]) if a.startswith(("iam:", "sts:", "kms:"))], name


def test_each_lane_reads_its_own_tasks_alone():
    for lane in ("express", "standard", "bulk"):
        read = [
            resource
            for name, statement in statements()
            if name == f"sam-template.yaml {lane.title()}ProcessorRole"
            if "kafka-cluster:ReadData" in several(statement["Action"])
            for resource in several(statement["Resource"])
        ]
        assert len(read) == 1
        assert read[0].endswith(f"/image-tasks-{lane}")


def test_only_the_topology_may_write_terminal_topics():
    writers = {
        name
        for name, statement in statements()
        if "kafka-cluster:WriteData" in several(statement["Action"])
        for resource in several(statement["Resource"])
        if resource.endswith(("/processed-images", "/failed-images"))
    }
    assert writers == {"services.yaml TopologyTaskRole"}


def test_nobody_may_delete_topics_but_for_purging_the_repartition():
    deleted = [
        resource
        for _, statement in statements()
        if "kafka-cluster:DeleteTopic" in several(statement["Action"])
        for resource in several(statement["Resource"])
    ]
    assert [resource.split("/")[-1] for resource in deleted] == ["darkroom-topology-by-customer-repartition"]


def test_managed_policies_are_those_that_sam_adds_to_functions_and_the_one_the_gateway_demands():
    managed = {arn.split("/")[-1] for _, role in roles() for arn in role.get("ManagedPolicyArns", [])}
    assert managed == {
        "AWSLambdaBasicExecutionRole", "AWSLambdaMSKExecutionRole", "AWSLambdaVPCAccessExecutionRole",
        "AWSXrayWriteOnlyAccess", "AmazonAPIGatewayPushToCloudWatchLogs",
    }


def may(role, action):
    return [
        resource
        for name, statement in statements()
        if name == f"services.yaml {role}" and action in several(statement["Action"])
        for resource in several(statement["Resource"])
    ]


def covers(allowed, topic):
    return any(fnmatch.fnmatchcase(topic, resource.rsplit("/", 1)[-1]) for resource in allowed)


def test_the_topology_may_read_its_sources_and_write_its_sinks_and_nothing_else():
    described_topology = (HOME / "streams-topology/src/test/resources/topology.txt").read_text()
    own = lambda topic: f"darkroom-topology-{topic}" if topic.endswith("-repartition") else topic  # noqa: E731
    lists = re.findall(r"\(topics: \[([^]]+)]\)", described_topology)
    sources = {own(topic) for topics in lists for topic in topics.split(", ")}
    assert {"raw-images", "commands"} <= sources
    sinks = {own(t) for t in re.findall(r"\(topic: ([\w-]+)\)", described_topology)}
    for topic in sources:
        assert covers(may("TopologyTaskRole", "kafka-cluster:ReadData"), topic), topic
    for topic in sinks | {"dead-letters"}:
        assert covers(may("TopologyTaskRole", "kafka-cluster:WriteData"), topic), topic
    every = {t["name"] for t in yaml.safe_load((HOME / "msk-config/topics.yaml").read_text())["topics"]}
    for topic in every - sources:
        assert not covers(may("TopologyTaskRole", "kafka-cluster:ReadData"), topic), topic
    for topic in every - sinks - {"dead-letters"}:
        assert not covers(may("TopologyTaskRole", "kafka-cluster:WriteData"), topic), topic


def test_connect_may_read_what_its_connectors_read_and_write_dead_letters():
    read, written = set(), set()
    for file in (HOME / "connectors/config").glob("*.json"):
        config = json.loads(file.read_text())["config"]
        read |= set(config["topics"].replace(" ", "").split(","))
        written |= {config["errors.deadletterqueue.topic.name"]} if "errors.deadletterqueue.topic.name" in config else set()
    for topic in read:
        assert covers(may("ConnectTaskRole", "kafka-cluster:ReadData"), topic), topic
    for topic in written:
        assert covers(may("ConnectTaskRole", "kafka-cluster:WriteData"), topic), topic
    worker = (HOME / "connectors/worker/connect-distributed.properties").read_text()
    for topic in re.findall(r"^\w+\.storage\.topic=(.*)$", worker, re.MULTILINE):
        assert covers(may("ConnectTaskRole", "kafka-cluster:CreateTopic"), topic), topic
    group = re.search(r"^group\.id=(.*)$", worker, re.MULTILINE).group(1)
    assert covers(may("ConnectTaskRole", "kafka-cluster:AlterGroup"), group)

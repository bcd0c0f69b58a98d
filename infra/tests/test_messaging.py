"""Brokers, topics and schemas are what the platform's own files say."""
import base64
import json
import re

import pytest
import yaml

from templates import HOME, INFRA, Resolver, load, resources

MESSAGING = load(INFRA / "messaging.yaml")
TOPICS = load(INFRA / "topics.yaml")
SOURCE = yaml.safe_load((HOME / "msk-config/topics.yaml").read_text())
ALLOWED = json.loads((INFRA / "tests/msk-configuration-properties.json").read_text())
SCHEMAS = load(INFRA / "schemas.yaml")


def properties(text):
    return dict(line.split("=", 1) for line in text.splitlines() if line.strip() and not line.startswith("#"))


SERVER = properties((HOME / "msk-config/server.properties").read_text())


def test_the_cluster_has_the_broker_settings_of_msk_config():
    configuration = MESSAGING["Resources"]["Configuration"]["Properties"]
    assert properties(configuration["ServerProperties"]) == SERVER
    given = MESSAGING["Resources"]["Cluster"]["Properties"]["ConfigurationInfo"]
    assert given["Arn"] == {"Fn::GetAtt": ["Configuration", "Arn"]}


@pytest.mark.parametrize("key", SERVER)
def test_msk_lets_a_configuration_set(key):
    assert key in ALLOWED["properties"], f"MSK refuses {key}; see {ALLOWED['source']}"


@pytest.mark.parametrize("key,value", SERVER.items())
def test_a_broker_setting_is_in_its_range(key, value):
    kind = ALLOWED["properties"][key]
    if kind["type"] == "boolean":
        assert value in ("true", "false")
    elif kind["type"] == "enum":
        assert value in kind["values"]
    elif kind["type"] in ("int", "long", "double"):
        number = float(value)
        assert kind.get("min", float("-inf")) <= number <= kind.get("max", float("inf"))


def test_a_key_that_msk_does_not_know_is_noticed():
    assert "log.dirs" not in ALLOWED["properties"]
    assert "listeners" not in ALLOWED["properties"]


def test_clients_reach_brokers_by_iam_over_tls_alone():
    cluster = MESSAGING["Resources"]["Cluster"]["Properties"]
    assert cluster["ClientAuthentication"] == {"Sasl": {"Iam": {"Enabled": True}}, "Unauthenticated": {"Enabled": False}}
    assert cluster["EncryptionInfo"]["EncryptionInTransit"] == {"ClientBroker": "TLS", "InCluster": True}


def test_brokers_are_standard_ones_on_kraft_in_three_zones():
    cluster = Resolver(MESSAGING)(MESSAGING["Resources"]["Cluster"]["Properties"])
    assert cluster["NumberOfBrokerNodes"] == 3
    assert cluster["KafkaVersion"] == "4.1.x.kraft"
    assert not cluster["InstanceType" if "InstanceType" in cluster else "BrokerNodeGroupInfo"]["InstanceType"].startswith("express.")
    pattern = MESSAGING["Parameters"]["KafkaVersion"]["AllowedPattern"]
    assert not re.fullmatch(pattern, "4.2.x.kraft"), "Express alone has it"
    assert not re.fullmatch(pattern, "3.7.x.kraft"), "no transactions under IAM"


def test_the_cluster_outlives_the_stack():
    cluster = MESSAGING["Resources"]["Cluster"]
    assert cluster["DeletionPolicy"] == cluster["UpdateReplacePolicy"] == "Retain"


def test_topics_are_those_of_msk_config():
    deployed = {}
    for topic in resources(TOPICS, "AWS::MSK::Topic").values():
        p = topic["Properties"]
        configs = properties(base64.b64decode(p["Configs"]).decode())
        deployed[p["TopicName"]] = (p["PartitionCount"], p["ReplicationFactor"], configs)
    defaults = SOURCE["defaults"]
    assert deployed == {
        topic["name"]: (
            topic.get("partitions", defaults["partitions"]),
            topic.get("replicationFactor", defaults["replicationFactor"]),
            {**defaults["configs"], **topic.get("configs", {})},
        )
        for topic in SOURCE["topics"]
    }


def test_topics_survive_the_loss_of_a_broker_and_the_stack():
    for name, topic in resources(TOPICS, "AWS::MSK::Topic").items():
        assert topic["Properties"]["ReplicationFactor"] == 3, name
        assert topic["DeletionPolicy"] == "Retain", name


def test_every_version_of_every_schema_is_registered_in_order():
    registered = {}
    for name, schema in resources(SCHEMAS, "AWS::Glue::Schema").items():
        p = schema["Properties"]
        assert (p["DataFormat"], p["Compatibility"]) == ("AVRO", "FULL_ALL")
        registered[p["Name"]] = [json.loads(p["SchemaDefinition"])]
        before, number = name, 2
        while later := SCHEMAS["Resources"].get(f"{name}Version{number}"):
            assert later.get("DependsOn", name) == before
            registered[p["Name"]].append(json.loads(later["Properties"]["SchemaDefinition"]))
            before, number = f"{name}Version{number}", number + 1
    history = {}
    for directory in (HOME / "schemas/history").iterdir():
        files = sorted(directory.glob("*.avsc"), key=lambda file: int(file.stem))
        history[f"dev.darkroom.schemas.{directory.name}"] = [json.loads(file.read_text()) for file in files]
    assert registered == history


def test_the_registry_is_the_one_programs_are_told_of():
    assert SCHEMAS["Resources"]["Registry"]["Properties"]["Name"] == {"Ref": "RegistryName"}

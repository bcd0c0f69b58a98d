"""Services are reached by whom they should be, keep their state, and are replaced without a gap."""
import pytest

from templates import INFRA, Resolver, load, resources

SERVICES = load(INFRA / "services.yaml")
NETWORK = load(INFRA / "network.yaml")
API = load(INFRA / "api.yaml")


def ingress(group):
    rules = resources(NETWORK, "AWS::EC2::SecurityGroupIngress").values()
    return {
        (r["Properties"]["SourceSecurityGroupId"]["Ref"].removesuffix("SecurityGroup"), r["Properties"]["FromPort"])
        for r in rules
        if r["Properties"]["GroupId"] == {"Ref": f"{group}SecurityGroup"} and "SourceSecurityGroupId" in r["Properties"]
    }


def test_connects_rest_api_is_for_workers_operators_and_the_probe():
    assert ingress("Connect") == {("Connect", 8083), ("Operator", 8083), ("Probe", 8083)}
    assert "LoadBalancers" not in SERVICES["Resources"]["ConnectService"]["Properties"]


def test_services_are_reached_through_the_load_balancer_and_that_through_the_gateway():
    assert ingress("Service") == {("LoadBalancer", 8080), ("LoadBalancer", 8081)}
    assert ingress("LoadBalancer") == {("Gateway", 80), ("Gateway", 443)}
    assert SERVICES["Resources"]["LoadBalancer"]["Properties"]["Scheme"] == "internal"


def test_brokers_are_reached_by_iam_over_tls_alone():
    assert {port for _, port in ingress("Broker")} == {9098}
    # the pollers of Lambda's event sources stand in the cluster's own group
    assert ("Broker", 9098) in ingress("Broker")


def test_nothing_is_open_to_the_world():
    for name, rule in resources(NETWORK, "AWS::EC2::SecurityGroupIngress").items():
        assert rule["Properties"].get("CidrIp") in (None, {"Ref": "VpcCidr"}), name
    for group in resources(NETWORK, "AWS::EC2::SecurityGroup").values():
        assert "SecurityGroupIngress" not in group["Properties"]


@pytest.mark.parametrize("name", resources(SERVICES, "AWS::ECS::Service"))
def test_tasks_run_in_private_subnets(name):
    network = SERVICES["Resources"][name]["Properties"]["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert network["Subnets"] == {"Ref": "SubnetIds"}
    assert network.get("AssignPublicIp", "DISABLED") == "DISABLED"


@pytest.mark.parametrize("name", ["CollectionService", "StreamingService", "ConnectService"])
def test_a_stateless_service_is_replaced_without_a_gap(name):
    deployment = SERVICES["Resources"][name]["Properties"]["DeploymentConfiguration"]
    assert deployment["MinimumHealthyPercent"] == 100
    assert deployment["MaximumPercent"] == 200
    assert deployment["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": True}


def test_the_topology_finds_its_state_again_and_is_replaced_one_by_one():
    service = SERVICES["Resources"]["TopologyService"]["Properties"]
    assert service["SchedulingStrategy"] == "DAEMON"
    # the old task ends before the new one opens the same state
    assert service["DeploymentConfiguration"]["MaximumPercent"] == 100
    instances = SERVICES["Parameters"]["TopologyInstances"]["Default"]
    least = service["DeploymentConfiguration"]["MinimumHealthyPercent"] / 100 * instances
    assert instances - 1 == -(-least // 1), "one at a time"
    task = SERVICES["Resources"]["TopologyTask"]["Properties"]
    (container,) = task["ContainerDefinitions"]
    state = next(v["Value"] for v in container["Environment"] if v["Name"] == "STATE_DIR")
    assert task["Volumes"] == [{"Name": "state", "Host": {"SourcePath": state}}]
    assert container["MountPoints"] == [{"SourceVolume": "state", "ContainerPath": state}]
    user_data = SERVICES["Resources"]["TopologyInstance"]["Properties"]["LaunchTemplateData"]["UserData"]
    assert f"mount -o noatime $device {state}" in user_data["Fn::Base64"]["Fn::Sub"]


def test_volumes_are_encrypted_and_instances_give_tasks_nothing_of_their_own():
    data = SERVICES["Resources"]["TopologyInstance"]["Properties"]["LaunchTemplateData"]
    assert all(mapping["Ebs"]["Encrypted"] for mapping in data["BlockDeviceMappings"])
    assert data["MetadataOptions"]["HttpTokens"] == "required"


def test_a_certificate_turns_the_listener_to_tls():
    plain = Resolver(SERVICES, CertificateArn="")(SERVICES["Resources"]["Listener"]["Properties"])
    assert (plain["Port"], plain["Protocol"]) == (80, "HTTP")
    tls = Resolver(SERVICES, CertificateArn="arn:c")(SERVICES["Resources"]["Listener"]["Properties"])
    assert (tls["Port"], tls["Protocol"], tls["Certificates"]) == (443, "HTTPS", [{"CertificateArn": "arn:c"}])


@pytest.mark.parametrize("name", resources(API, "AWS::ApiGateway::Method"))
def test_every_request_needs_a_key_and_carries_its_customer_and_the_gateways_secret(name):
    method = API["Resources"][name]["Properties"]
    assert method["ApiKeyRequired"] is True
    assert method["AuthorizerId"] == {"Ref": "Authorizer"}
    sent = method["Integration"]["RequestParameters"]
    assert sent["integration.request.header.X-Customer-Id"] == "context.authorizer.customerId"
    assert "resolve:secretsmanager:" in sent["integration.request.header.X-Gateway-Secret"]["Fn::Sub"]
    assert method["Integration"]["IntegrationTarget"] == {"Ref": "LoadBalancerArn"}
    assert method["Integration"]["ConnectionType"] == "VPC_LINK"


def test_feeds_and_variants_are_streamed():
    streamed = {
        name for name, m in resources(API, "AWS::ApiGateway::Method").items()
        if m["Properties"]["Integration"].get("ResponseTransferMode") == "STREAM"
    }
    assert streamed == {"V1StreamMethod", "V1VariantsMethod", "V1VariantMethod"}
    (rule,) = [c for c in SERVICES["Resources"]["StreamingRule"]["Properties"]["Conditions"]]
    assert rule["PathPatternConfig"]["Values"] == ["/v1/stream", "/v1/images/*/variants", "/v1/images/*/variants/*"]


def test_every_method_is_deployed():
    assert set(API["Resources"]["DeploymentOne"]["DependsOn"]) == set(resources(API, "AWS::ApiGateway::Method"))


@pytest.mark.parametrize("path", sorted(INFRA.glob("*.yaml")), ids=lambda path: path.name)
def test_logs_end(path):
    for name, group in resources(load(path), "AWS::Logs::LogGroup").items():
        assert group["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}, name

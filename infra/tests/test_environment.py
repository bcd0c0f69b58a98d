"""Each program is told what it reads, and nothing that it does not."""
import re

import pytest

from templates import HOME, INFRA, Resolver, expanded, load, resources

SERVICES = load(INFRA / "services.yaml")
FUNCTIONS = expanded()
NAME = re.compile(r'"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"')

# where each program reads its variables, besides http-service and schemas, which are everyone's
READERS = {
    "image-collection": "producers/image-collection",
    "image-streaming": "image-streaming",
    "streams-topology": "streams-topology",
    "image-processor": "image-processor/lambda",
}
HTTP = ["http-service/src/main"]
EVERYONES = ["schemas/src/main/java/dev/darkroom/schemas/KafkaEnvironment.java",
             "schemas/src/main/java/dev/darkroom/schemas/registry/GlueSettings.java"]
# read by the JVM itself and by AWS's SDK
JVM = {"JAVA_TOOL_OPTIONS", "AWS_REGION"}
# properties of Kafka's clients that KAFKA_... become
IAM = {
    "KAFKA_BOOTSTRAP_SERVERS", "KAFKA_SECURITY_PROTOCOL", "KAFKA_SASL_MECHANISM", "KAFKA_SASL_JAAS_CONFIG",
    "KAFKA_SASL_CLIENT_CALLBACK_HANDLER_CLASS",
}


def container(name):
    resolve = Resolver(SERVICES, Platform="darkroom", FetchSources="images.example.com")
    for task in resources(SERVICES, "AWS::ECS::TaskDefinition").values():
        for definition in resolve(task["Properties"]["ContainerDefinitions"]):
            if definition["Name"] == name:
                return definition
    raise AssertionError(f"no container {name}")


def given(program):
    if program == "image-processor":
        return Resolver(FUNCTIONS)(FUNCTIONS["Resources"]["ExpressProcessor"]["Properties"]["Environment"]["Variables"])
    definition = container(program)
    variables = {v["Name"]: v["Value"] for v in definition["Environment"]}
    return {**variables, **{s["Name"]: s["ValueFrom"] for s in definition.get("Secrets", [])}}


def read_by(program):
    """The names in the sources that read the environment: NAME between quotes."""
    places = EVERYONES + [f"{READERS[program]}/src/main"] + ([] if program == "image-processor" else HTTP)
    names = set()
    for place in places:
        path = HOME / place
        for file in [path] if path.is_file() else path.rglob("*.java"):
            text = file.read_text()
            if "environment" in text.lower():
                names |= set(NAME.findall(text))
    return names


@pytest.mark.parametrize("program", READERS)
def test_a_program_reads_every_variable_that_it_is_given(program):
    assert set(given(program)) - IAM - JVM <= read_by(program)


def test_a_variable_nobody_reads_would_be_noticed():
    assert "IMAGES_TABEL" not in read_by("image-collection")
    assert {"RAW_BUCKET", "GATEWAY_SECRET", "SCHEMA_REGISTRY_NAME"} <= read_by("image-collection")


@pytest.mark.parametrize("program", ["image-collection", "image-streaming", "streams-topology"])
def test_a_program_is_given_only_what_its_readme_lists(program):
    readme = (HOME / READERS[program] / "README.md").read_text()
    if program == "image-streaming":  # "as for image-collection"
        readme += (HOME / READERS["image-collection"] / "README.md").read_text()
    documented = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", readme))
    assert set(given(program)) - IAM - JVM <= documented


REQUIRED = {
    "image-collection": {"RAW_BUCKET", "IMAGES_TABLE", "GATEWAY_SECRET", "WEBHOOK_SIGNING_KEY", "TOPOLOGY_QUERY_URL"},
    "image-streaming": {"PROCESSED_BUCKET", "IMAGES_TABLE", "GATEWAY_SECRET"},
    "streams-topology": {"STATE_DIR", "STANDBY_REPLICAS", "PROCESSED_RETENTION_DAYS", "DEDUPE_WINDOW_HOURS"},
    "image-processor": {"PROCESSED_BUCKET"},
}


@pytest.mark.parametrize("program", REQUIRED)
def test_a_program_is_given_what_it_cannot_do_without(program):
    assert REQUIRED[program] | IAM | {"JAVA_TOOL_OPTIONS"} | {"SCHEMA_REGISTRY_NAME"} <= set(given(program))


@pytest.mark.parametrize("program", ["image-collection", "image-streaming", "streams-topology"])
def test_a_service_can_be_reached_from_outside_its_container(program):
    assert given(program)["HTTP_HOST"] == "0.0.0.0"
    assert int(given(program)["HTTP_PORT"]) == container(program)["PortMappings"][0]["ContainerPort"]


@pytest.mark.parametrize("program", READERS)
def test_secrets_are_no_plain_variables(program):
    definition = {} if program == "image-processor" else container(program)
    plain = {v["Name"] for v in definition.get("Environment", [])}
    assert not [name for name in plain if re.search("SECRET|PASSWORD|SIGNING_KEY", name)]


def test_the_topology_knows_how_long_processed_images_are_kept():
    assert given("streams-topology")["PROCESSED_RETENTION_DAYS"] == "<ProcessedRetentionDays>"
    parameters = FUNCTIONS["Resources"]
    for stack in ("Services", "Storage"):
        assert parameters[stack]["Properties"]["Parameters"]["ProcessedRetentionDays"] == {"Ref": "ProcessedRetentionDays"}


def test_a_duplicates_renditions_outlive_the_promise_by_default():
    parameters = FUNCTIONS["Parameters"]
    window = parameters["DedupeWindowHours"]["Default"]
    assert window / 24 + 7 <= parameters["ProcessedRetentionDays"]["Default"]


def test_connect_is_given_what_its_worker_and_connectors_name_and_may_name():
    files = [*(HOME / "connectors/config").glob("*.json"), HOME / "connectors/worker/connect-distributed.properties"]
    lines = [line for file in files for line in file.read_text().splitlines() if not line.startswith("#")]
    named = set(re.findall(r"\$\{env:([A-Z0-9_]+)}", "\n".join(lines)))
    worker = (HOME / "connectors/worker/connect-distributed.properties").read_text()
    allowed = set(re.search(r"allowlist\.pattern=(.*)", worker).group(1).split("|"))
    variables = {v["Name"] for v in container("connect")["Environment"]}
    assert named <= variables
    assert variables - JVM <= allowed


def test_connects_plugins_lie_where_its_worker_looks():
    worker = (HOME / "connectors/worker/connect-distributed.properties").read_text()
    searched = re.search(r"plugin\.path=(.*)", worker).group(1).split(",")
    (path,) = [m["ContainerPath"] for m in container("connect")["MountPoints"]]
    assert path in searched
    assert container("plugins")["Command"][-1] == path
    assert container("connect")["DependsOn"] == [{"ContainerName": "plugins", "Condition": "SUCCESS"}]


@pytest.mark.parametrize("program", ["image-collection", "image-streaming", "streams-topology", "connect"])
def test_a_container_is_told_its_region(program):
    assert {v["Name"]: v["Value"] for v in container(program)["Environment"]}["AWS_REGION"] == "us-east-1"


def test_the_probe_reads_what_it_is_given():
    probe = load(INFRA / "observability.yaml")["Resources"]["Probe"]["Properties"]
    read = set(re.findall(r'os\.environ\["([A-Z_]+)"]', probe["Code"]["ZipFile"]))
    assert set(probe["Environment"]["Variables"]) == read


def test_iam_is_spoken_by_a_class_that_programs_have():
    assert given("image-collection")["KAFKA_SASL_JAAS_CONFIG"].startswith("software.amazon.msk.auth.iam.")
    for program in READERS:
        deployed = READERS[program] if program == "image-processor" else f"images/{program}"
        pom = (HOME / deployed / "pom.xml").read_text()
        assert "<artifactId>aws-msk-iam-auth</artifactId>" in pom, f"{program} cannot log in to MSK"

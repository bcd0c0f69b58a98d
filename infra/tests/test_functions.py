"""The lanes' functions run on AWS as they run on one machine."""
import pytest
import yaml

from templates import HOME, ROOT, Resolver, expanded, load, resources

EXPANDED = expanded()
RESOLVED = Resolver(EXPANDED)(EXPANDED["Resources"])
LANES = ["express", "standard", "bulk"]
TOPICS = {t["name"]: t for t in yaml.safe_load((HOME / "msk-config/topics.yaml").read_text())["topics"]}
PARTITIONS = yaml.safe_load((HOME / "msk-config/topics.yaml").read_text())["defaults"]["partitions"]


def function(lane):
    return RESOLVED[f"{lane.title()}Processor"]["Properties"]


def source(lane):
    return RESOLVED[f"{lane.title()}ProcessorTasks"]["Properties"]


def test_there_is_a_function_for_each_lane():
    topics = {m["Properties"]["Topics"][0] for m in RESOLVED.values() if m["Type"] == "AWS::Lambda::EventSourceMapping"}
    assert topics == {f"image-tasks-{lane}" for lane in LANES}


@pytest.mark.parametrize("lane", LANES)
def test_a_function_starts_from_a_snapshot_of_java_25(lane):
    assert function(lane)["Runtime"] == "java25"
    assert function(lane)["SnapStart"] == {"ApplyOn": "PublishedVersions"}
    # a snapshot belongs to a version: an event source that names the function alone would not start from it
    assert source(lane)["FunctionName"] == f"<{lane.title()}ProcessorAliaslive>"


@pytest.mark.parametrize("lane", LANES)
def test_a_function_fits_into_lambdas_limits(lane):
    assert function(lane)["Timeout"] <= 840, "behind an MSK event source"
    assert 128 <= function(lane)["MemorySize"] <= 10_240
    # with SnapStart there is no more of it
    assert function(lane).get("EphemeralStorage", {"Size": 512})["Size"] == 512
    assert sum(len(k) + len(str(v)) for k, v in function(lane)["Environment"]["Variables"].items()) < 4096


def test_lanes_with_more_pixels_have_more_memory():
    memory = {lane: function(lane)["MemorySize"] for lane in LANES}
    assert memory["express"] >= 1769, "a whole processor"
    assert memory["express"] < memory["standard"] <= memory["bulk"]


@pytest.mark.parametrize("lane", LANES)
def test_a_bad_task_hurts_only_itself(lane):
    s = source(lane)
    assert s["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert s["BisectBatchOnFunctionError"] is True
    # without end would hold the partition up; with a destination Lambda itself ends after ten
    assert s["MaximumRetryAttempts"] == 10
    assert "MaximumRecordAgeInSeconds" not in s, "an old task is no bad task"


@pytest.mark.parametrize("lane", LANES)
def test_what_is_given_up_goes_to_a_topic_that_there_is_and_that_is_no_source(lane):
    destination = source(lane)["DestinationConfig"]["OnFailure"]["Destination"]
    assert destination == "kafka://task-failures"
    assert destination.removeprefix("kafka://") in TOPICS


@pytest.mark.parametrize("lane", LANES)
def test_pollers_are_provisioned_and_no_more_than_partitions(lane):
    config = source(lane)["ProvisionedPollerConfig"]
    assert config["MinimumPollers"] >= 1
    assert config["MaximumPollers"] <= TOPICS[f"image-tasks-{lane}"].get("partitions", PARTITIONS)


@pytest.mark.parametrize("lane", LANES)
def test_no_task_is_skipped_at_the_start(lane):
    assert source(lane)["StartingPosition"] == "TRIM_HORIZON"
    assert source(lane)["AmazonManagedKafkaEventSourceConfig"]["ConsumerGroupId"] == f"image-processor-{lane}"


def test_the_event_sources_are_those_that_the_local_stack_runs():
    """SAM's expansion adds nothing to, and takes nothing from, what the local stack reads in the same file."""
    same = ["Topics", "BatchSize", "MaximumBatchingWindowInSeconds", "MaximumRetryAttempts", "BisectBatchOnFunctionError",
            "FunctionResponseTypes", "StartingPosition", "ProvisionedPollerConfig"]
    for lane in LANES:
        event = load(ROOT)["Resources"][f"{lane.title()}Processor"]["Properties"]["Events"]["Tasks"]["Properties"]
        assert {key: event[key] for key in same} == {key: source(lane)[key] for key in same}


@pytest.mark.parametrize("lane", LANES)
def test_concurrency_is_reserved_when_asked_for(lane):
    assert "ReservedConcurrentExecutions" not in function(lane)
    reserved = Resolver(EXPANDED, FunctionConcurrency=12)(EXPANDED["Resources"])
    assert reserved[f"{lane.title()}Processor"]["Properties"]["ReservedConcurrentExecutions"] == 12


def test_topics_and_schemas_are_there_before_a_function_is():
    for name, f in resources(EXPANDED, "AWS::Lambda::Function").items():
        assert set(f["DependsOn"]) == {"Topics", "Schemas"}, name


def test_a_cluster_of_ones_own_takes_the_place_of_the_made_one():
    arn = "arn:aws:kafka:eu-west-1:1:cluster/ours/0-1"
    ours = Resolver(EXPANDED, MskClusterArn=arn, KafkaBootstrapServers="b:9098")(EXPANDED["Resources"])
    assert ours["ExpressProcessorTasks"]["Properties"]["EventSourceArn"] == arn
    assert ours["ExpressProcessor"]["Properties"]["Environment"]["Variables"]["KAFKA_BOOTSTRAP_SERVERS"] == "b:9098"
    assert EXPANDED["Resources"]["Messaging"]["Condition"] == "NewCluster"
    assert Resolver(EXPANDED, MskClusterArn=arn)._condition("NewCluster") is False

"""Every alarm has its page in the runbook, and watches what there is."""
import json
import re

import pytest
import yaml

from templates import HOME, INFRA, Resolver, load, resources

TEMPLATE = load(INFRA / "observability.yaml")
ALARMS = {
    alarm["Properties"]["AlarmName"]["Fn::Sub"].removeprefix("${Platform}-"): alarm["Properties"]
    for alarm in resources(TEMPLATE, "AWS::CloudWatch::Alarm").values()
}
RUNBOOK = (HOME / "docs/RUNBOOK.md").read_text()
TOPICS = {t["name"] for t in yaml.safe_load((HOME / "msk-config/topics.yaml").read_text())["topics"]}


def sections():
    return dict(re.findall(r"^### ([\w-]+)\n(.*?)(?=^#|\Z)", RUNBOOK, re.MULTILINE | re.DOTALL))


def test_the_runbook_has_a_section_for_each_alarm_and_no_other():
    assert sorted(sections()) == sorted(ALARMS)


@pytest.mark.parametrize("name", ALARMS)
def test_a_section_says_what_it_means_what_to_look_at_and_what_to_do(name):
    for part in ("**Means.**", "**Look at.**", "**Do.**"):
        assert part in sections()[name]


@pytest.mark.parametrize("name", ALARMS)
def test_an_alarm_tells_someone_and_says_where_to_read(name):
    assert ALARMS[name]["AlarmActions"] == ALARMS[name]["OKActions"] == [{"Ref": "AlarmTopic"}]
    assert f"docs/RUNBOOK.md#{name}" in ALARMS[name]["AlarmDescription"]


def watched():
    for name, alarm in ALARMS.items():
        if "MetricName" in alarm:
            yield name, alarm["Namespace"], alarm["MetricName"], alarm.get("Dimensions", [])
        for query in alarm.get("Metrics", []):
            if "MetricStat" in query:
                metric = query["MetricStat"]["Metric"]
                yield name, metric["Namespace"], metric["MetricName"], metric["Dimensions"]


def test_topics_that_are_watched_are_there():
    topics = {d["Value"] for _, _, _, dimensions in watched() for d in dimensions if d["Name"] == "Topic"}
    assert topics <= TOPICS
    assert {"raw-images", "image-tasks-express", "dead-letters", "task-failures"} <= topics


def test_groups_that_are_watched_are_those_of_programs():
    groups = {d["Value"] for _, _, _, dimensions in watched() for d in dimensions if d["Name"] == "Consumer Group"}
    connectors = {f"connect-{json.loads(f.read_text())['name']}" for f in (HOME / "connectors/config").glob("*.json")}
    functions = set(re.findall(r"ConsumerGroupId: (\S+)", (HOME / "sam-template.yaml").read_text()))
    own = {"darkroom-topology", "image-collection-webhooks"}
    assert groups <= connectors | functions | own
    assert functions | own <= groups
    sources = "".join(f.read_text() for m in ("streams-topology", "producers") for f in (HOME / m).rglob("src/main/**/*.java"))
    for group in own:
        assert f'"{group}"' in sources


def test_metrics_of_ours_are_emitted_by_someone():
    emitted = TEMPLATE["Resources"]["Probe"]["Properties"]["Code"]["ZipFile"]
    for name, namespace, metric, _ in watched():
        if namespace == "Darkroom":
            assert f'"{metric}"' in emitted, name


def test_an_expression_uses_each_metric_it_asks_for():
    for name, alarm in ALARMS.items():
        queries = alarm.get("Metrics", [])
        expressions = " ".join(q.get("Expression", "") for q in queries)
        for query in queries:
            if "MetricStat" in query:
                assert re.search(rf"\b{query['Id']}\b", expressions), f"{name}: {query['Id']}"


def test_the_dashboard_is_json():
    resolve = Resolver(TEMPLATE, Platform="darkroom")
    body = json.loads(resolve(TEMPLATE["Resources"]["Dashboard"]["Properties"]["DashboardBody"]))
    assert len(body["widgets"]) > 10
    for widget in body["widgets"]:
        assert widget["x"] + widget["width"] <= 24

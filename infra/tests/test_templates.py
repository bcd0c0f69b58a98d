"""Every template is what AWS takes."""
import json
import pathlib
import re
import subprocess
import sys

import pytest

from templates import ALL, HOME, INFRA, ROOT, expanded, load, resources

NESTED = {"AWS::CloudFormation::Stack": "TemplateURL", "AWS::Serverless::Application": "Location"}
# of the Athena connector, which analytics/ makes the template for, and of an image that AWS names by a parameter of its own
OWN = {"ConnectorVersion", "InstanceImage"}
# what AWS calls things that an operator looks at
METRICS = {
    "ConcurrentExecutions", "ProcessingTime", "RawBytes", "LastProcessingResult", "StateTransitionReason", "ErrorPortAllocation",
    "PacketsDropCount", "UnderReplicatedPartitions", "AccessDenied", "OutOfMemory", "SchemaHistoryTest",
}
CFN_LINT = pathlib.Path(sys.executable).with_name("cfn-lint")
DEPLOYED_ALONE = {"artifacts.yaml"}


def test_cfn_lint_finds_nothing():
    lint = subprocess.run(
        [CFN_LINT, "--format", "parseable", "--template", *ALL],
        capture_output=True, text=True, cwd=HOME,
    )
    assert lint.returncode == 0, lint.stdout + lint.stderr


def test_cfn_lint_would_find_something(tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text((INFRA / "storage.yaml").read_text().replace("AttributeType: S", "AttributeType: X"))
    lint = subprocess.run([CFN_LINT, "--template", broken], capture_output=True, text=True)
    assert lint.returncode != 0
    assert "'X' is not one of" in lint.stdout


def test_sam_expands_the_platform():
    kinds = {resource["Type"] for resource in expanded()["Resources"].values()}
    assert not [kind for kind in kinds if kind.startswith("AWS::Serverless::")]
    assert len(resources(expanded(), "AWS::Lambda::EventSourceMapping")) == 3


def test_each_template_is_nested_in_the_platform_or_deployed_alone():
    nested = {
        location.removeprefix("infra/")
        for resource in load(ROOT)["Resources"].values()
        if isinstance(location := resource.get("Properties", {}).get(NESTED.get(resource["Type"], "")), str)
    }
    assert nested | DEPLOYED_ALONE == {path.name for path in ALL if path != ROOT}


@pytest.mark.parametrize("name", [n for n, r in load(ROOT)["Resources"].items() if r["Type"] in NESTED])
def test_each_parameter_of_a_nested_template_can_be_set_from_outside(name):
    resource = load(ROOT)["Resources"][name]
    template = load(HOME / resource["Properties"][NESTED[resource["Type"]]])
    given = set(resource["Properties"].get("Parameters", {}))
    declared = template.get("Parameters", {})
    assert given == set(declared) - OWN


def test_what_the_runbook_tells_to_turn_can_be_turned():
    text = (HOME / "docs/RUNBOOK.md").read_text() + (HOME / "docs/OPERATIONS.md").read_text()
    parameters = set(load(ROOT)["Parameters"])
    named = set(re.findall(r"`([A-Z][a-z]+(?:[A-Z][A-Za-z]+)+)`", text))
    elsewhere = {"MaximumPollers", "BatchSize", "MemorySize", "SumOffsetLag", "OperatorSecurityGroup"} | set(re.findall(
        r"^  (\w+):$", "".join(path.read_text() for path in ALL), re.MULTILINE))
    assert {"TopologyInstances", "FunctionConcurrency", "BrokerVolumeGiB"} <= named & parameters
    for name in named - parameters:
        assert name in elsewhere or name in METRICS, f"nothing is called {name}"


def test_the_platform_asks_for_outputs_that_there_are():
    text = ROOT.read_text()
    asked = set(re.findall(r"(?:GetAtt |\$\{)(\w+)\.Outputs\.(\w+)", text))
    assert len(asked) > 20
    for name, output in asked:
        template = load(HOME / load(ROOT)["Resources"][name]["Properties"]["TemplateURL"])
        assert output in template["Outputs"], f"{name} has no output {output}"


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_a_template_is_small_enough(path):
    # CloudFormation takes 1 MB by URL and 500 resources; what is deployed alone, 51,200 bytes
    assert path.stat().st_size < (51_200 if path.name in DEPLOYED_ALONE else 1_000_000)
    assert len(load(path)["Resources"]) < 500


def test_what_follows_from_other_files_is_up_to_date():
    made = subprocess.run([sys.executable, str(INFRA / "generate"), "--check"], capture_output=True, text=True)
    assert made.returncode == 0, made.stderr


def test_nothing_refers_to_public_addresses_or_roles_of_others():
    for path in ALL:
        for name, role in resources(expanded(path), "AWS::IAM::Role").items():
            for statement in role["Properties"]["AssumeRolePolicyDocument"]["Statement"]:
                assert set(statement["Principal"]) == {"Service"}, f"{path.name}: {name}"
    assert "MapPublicIpOnLaunch" not in json.dumps([load(path) for path in ALL])

"""Templates as Python reads them, expanded by SAM and resolved for given parameters."""
import copy
import os
import pathlib
import re

import yaml
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

# SAM wants to know where it is; nobody is asked
os.environ["AWS_DEFAULT_REGION"] = "us-east-1"

HOME = pathlib.Path(__file__).resolve().parents[2]
INFRA = HOME / "infra"
ROOT = HOME / "sam-template.yaml"
ALL = [ROOT, *sorted(INFRA.glob("*.yaml"))]

# What SAM would ask IAM for; the names are enough for it to make ARNs of.
MANAGED = [
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AWSLambdaMSKExecutionRole",
    "service-role/AWSLambdaVPCAccessExecutionRole",
    "AWSXrayWriteOnlyAccess",
    "AWSXRayDaemonWriteAccess",
]


class Loader(yaml.SafeLoader):
    """Reads the short forms of CloudFormation's functions as their long ones."""


def _function(loader, suffix, node):
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        return {name: value.split(".", 1) if suffix == "GetAtt" else value}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    return {name: loader.construct_mapping(node, deep=True)}


Loader.add_multi_constructor("!", _function)


def load(path):
    return yaml.load(path.read_text(), Loader)  # noqa: S506 a SafeLoader


def expanded(path=ROOT):
    """The template as SAM hands it to CloudFormation."""
    template = copy.deepcopy(load(path))
    if "Transform" not in template:
        return template
    globals_ = template.get("Globals", {}).get("Function", {})
    if "CodeUri" in globals_:
        globals_["CodeUri"] = "s3://packages/image-processor.zip"
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Application":
            # neither uploaded nor looked up in the Serverless Application Repository here
            resource["Properties"]["Location"] = "https://s3.amazonaws.com/packages/nested.yaml"
    managed = {policy.split("/")[-1]: f"arn:aws:iam::aws:policy/{policy}" for policy in MANAGED}
    values = {name: str(p["Default"]) for name, p in template.get("Parameters", {}).items() if "Default" in p}
    translator = Translator(managed, Parser())
    return translator.translate(template, values, get_managed_policy_map=lambda: managed)


def resources(template, kind):
    return {name: r for name, r in template["Resources"].items() if r["Type"] == kind}


class Resolver:
    """Works functions out for a template and its parameters. What only AWS knows stays a name in angle brackets."""

    PSEUDO = {
        "AWS::AccountId": "000000000000",
        "AWS::Partition": "aws",
        "AWS::Region": "us-east-1",
        "AWS::StackName": "darkroom",
        "AWS::URLSuffix": "amazonaws.com",
    }

    def __init__(self, template, **given):
        self.template = template
        self.values = {n: p["Default"] for n, p in template.get("Parameters", {}).items() if "Default" in p}
        self.values.update(given)

    def __call__(self, node):
        if isinstance(node, list):
            return [value for value in map(self, node) if value is not None]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((name, argument),) = node.items()
            function = getattr(self, "_" + name.removeprefix("Fn::").lower(), None)
            if function and (name in ("Ref", "Condition") or name.startswith("Fn::")):
                return function(argument)
        return {key: value for key, value in ((k, self(v)) for k, v in node.items()) if value is not None}

    def _ref(self, name):
        if name == "AWS::NoValue":
            return None
        if name in self.PSEUDO:
            return self.PSEUDO[name]
        return self.values.get(name, f"<{name}>")

    def _getatt(self, parts):
        return f"<{parts if isinstance(parts, str) else '.'.join(parts)}>"

    def _sub(self, argument):
        text, own = argument if isinstance(argument, list) else (argument, {})
        own = {name: self(value) for name, value in own.items()}

        def value(match):
            name = match.group(1)
            if name.startswith("!"):
                return "${" + name[1:] + "}"
            if name in own:
                return str(own[name])
            return str(self._getatt(name) if "." in name else self._ref(name))

        return re.sub(r"\$\{([^}]+)}", value, text)

    def _join(self, argument):
        separator, values = argument
        values = self(values)
        return separator.join(map(str, values)) if isinstance(values, list) else values

    def _split(self, argument):
        return str(self(argument[1])).split(argument[0])

    def _select(self, argument):
        values = self(argument[1])
        return values[int(argument[0])] if isinstance(values, list) and len(values) > int(argument[0]) else f"<{argument}>"

    def _if(self, argument):
        return self(argument[1] if self._condition(argument[0]) else argument[2])

    def _condition(self, name):
        return self(self.template["Conditions"][name])

    def _equals(self, argument):
        return str(self(argument[0])) == str(self(argument[1]))

    def _not(self, argument):
        return not self(argument[0])

    def _and(self, argument):
        return all(map(self, argument))

    def _or(self, argument):
        return any(map(self, argument))

    def _base64(self, argument):
        return self(argument)

    def _cidr(self, argument):
        return [f"<cidr-{i}>" for i in range(argument[1])]

    def _getazs(self, argument):
        return [f"<az-{i}>" for i in range(6)]

"""The small functions that are in the templates themselves, run as Lambda would."""
import datetime
import http.server
import json
import sys
import threading
import types

import pytest

from templates import INFRA, load


def handler_of(template, name, **modules):
    code = load(INFRA / template)["Resources"][name]["Properties"]["Code"]["ZipFile"]
    saved = {module: sys.modules.get(module) for module in modules}
    sys.modules.update(modules)
    try:
        space = {}
        exec(compile(code, f"{template}/{name}", "exec"), space)
        return space["handler"]
    finally:
        for module, before in saved.items():
            if before is None:
                del sys.modules[module]
            else:
                sys.modules[module] = before


ARN = "arn:aws:execute-api:us-east-1:1:abc/v/GET/v1/images/1"


def authorize(key):
    return handler_of("api.yaml", "CustomerOfKey")({"methodArn": ARN, "headers": {"X-Api-Key": key}}, None)


def test_a_keys_beginning_is_its_customer():
    answer = authorize("acme-1." + "k" * 40)
    assert answer["context"] == {"customerId": "acme-1"}
    (statement,) = answer["policyDocument"]["Statement"]
    # cached for the key: it has to be good for all of the stage, and for no other
    assert statement["Resource"] == "arn:aws:execute-api:us-east-1:1:abc/v/*"


@pytest.mark.parametrize("key", ["", "acme", "acme.", "acme.short", ".".join(["a", "b", "k" * 40]), "a b." + "k" * 40, "x" * 65 + "." + "k" * 40, "acme." + "k" * 40 + "\n"])
def test_a_key_of_another_form_is_nobodys(key):
    with pytest.raises(Exception, match="^Unauthorized$"):
        authorize(key)


class Answers(http.server.BaseHTTPRequestHandler):
    documents = {}

    def do_GET(self):
        document = self.documents.get(self.path)
        self.send_response(200 if document is not None else 503)
        self.end_headers()
        self.wfile.write(json.dumps(document).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def probe(monkeypatch):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    for name, value in (("PLATFORM", "darkroom"), ("TOPOLOGY_URL", url), ("CONNECT_URL", url)):
        monkeypatch.setenv(name, value)
    yield handler_of("observability.yaml", "Probe")
    server.shutdown()
    server.server_close()


def metrics(output):
    return [json.loads(line) for line in output.splitlines()]


def test_the_probe_tells_how_old_the_oldest_open_image_of_each_lane_is(probe, capsys):
    accepted = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=10)
    Answers.documents = {
        "/v1/lanes": {"lanes": [
            {"lane": "express", "depth": 3, "oldest_open": {"image_id": "1", "accepted_at": accepted.isoformat().replace("+00:00", "Z")}},
            {"lane": "bulk", "depth": 0},
        ]},
        "/connectors?expand=status": {
            "images-dynamodb": {"status": {"tasks": [{"state": "RUNNING"}, {"state": "FAILED"}]}},
        },
    }

    probe({}, None)

    express, bulk, connect = metrics(capsys.readouterr().out)
    assert (express["Lane"], express["OpenImages"]) == ("express", 3)
    assert 600 <= express["OldestOpenAge"] < 660
    assert (bulk["OldestOpenAge"], bulk["OpenImages"]) == (0, 0)
    assert connect["FailedConnectorTasks"] == 1
    (definition,) = express["_aws"]["CloudWatchMetrics"]
    assert definition["Dimensions"] == [["Platform", "Lane"]]
    assert {m["Name"] for m in definition["Metrics"]} == {"OldestOpenAge", "OpenImages"}


def test_the_probe_fails_when_one_does_not_answer_but_tells_what_the_other_said(probe, capsys):
    Answers.documents = {"/connectors?expand=status": {}}

    with pytest.raises(RuntimeError, match="lanes: HTTP Error 503"):
        probe({}, None)

    assert metrics(capsys.readouterr().out)[0]["FailedConnectorTasks"] == 0


def lookup(request, answer):
    sent = []
    client = types.SimpleNamespace(get_bootstrap_brokers=answer)
    boto3 = types.SimpleNamespace(client=lambda service: client)
    cfnresponse = types.SimpleNamespace(
        SUCCESS="SUCCESS", FAILED="FAILED", send=lambda *arguments, **named: sent.append((arguments[2:], named))
    )
    handler = handler_of("messaging.yaml", "BootstrapServersLookup", boto3=boto3, cfnresponse=cfnresponse)
    handler({"RequestType": request, "ResourceProperties": {"ClusterArn": "arn:c"}}, None)
    (only,) = sent
    return only


def test_cloudformation_is_told_the_bootstrap_brokers():
    (status, data, identity), _ = lookup("Create", lambda ClusterArn: {"BootstrapBrokerStringSaslIam": "b1:9098,b2:9098"})
    assert (status, data, identity) == ("SUCCESS", {"Brokers": "b1:9098,b2:9098"}, "arn:c")


def test_cloudformation_is_told_why_there_are_none_and_is_not_held_up_when_deleting():
    def refused(ClusterArn):
        raise RuntimeError("no such cluster")

    (status, _, _), named = lookup("Create", refused)
    assert (status, named) == ("FAILED", {"reason": "no such cluster"})
    (status, _, _), _ = lookup("Delete", refused)
    assert status == "SUCCESS"

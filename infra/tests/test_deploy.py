"""What an emulator can take is deployed to one, by the commands that a person would run, and read back.

moto's CloudFormation makes encrypted buckets, tables with indexes, and repositories. It leaves out the buckets' lifecycle
rules, policies and block on public access, the tables' expiry and point-in-time recovery, and knows no Glue registry:
these are put, as the template has them, by the service's own API, which checks them, and read back.
"""
import json
import pathlib
import socket
import subprocess
import sys

import boto3
import pytest
import yaml
from moto.server import ThreadedMotoServer

from templates import HOME, INFRA, Resolver, load, resources

AWS = pathlib.Path(sys.executable).with_name("aws")
STORAGE = load(INFRA / "storage.yaml")
PARAMETERS = {"Platform": "trial", "ProcessedRetentionDays": "10", "DeletionProtection": "false", "ItemExpiry": "true"}
BUCKETS = {"RawBucket": "trial-raw-123456789012", "ProcessedBucket": "trial-processed-123456789012",
           "AnalyticsBucket": "trial-analytics-123456789012"}


@pytest.fixture(scope="module")
def aws(tmp_path_factory):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    yield Account(f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("home"))
    server.stop()


class Account:
    def __init__(self, url, home):
        self.url = url
        self.environment = {
            "PATH": "/usr/bin:/bin", "HOME": str(home), "AWS_ENDPOINT_URL": url, "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_PAGER": "",
        }

    def cli(self, *arguments):
        run = subprocess.run([AWS, *map(str, arguments)], env=self.environment, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout

    def client(self, service):
        return boto3.client(service, endpoint_url=self.url, region_name="us-east-1",
                            aws_access_key_id="testing", aws_secret_access_key="testing")


@pytest.fixture(scope="module")
def stack(aws):
    aws.cli("cloudformation", "deploy", "--stack-name", "trial-storage", "--template-file", INFRA / "storage.yaml",
            "--parameter-overrides", *[f"{key}={value}" for key, value in PARAMETERS.items()])
    (described,) = aws.client("cloudformation").describe_stacks(StackName="trial-storage")["Stacks"]
    assert described["StackStatus"] == "CREATE_COMPLETE"
    return described


def resolved(name):
    resolver = Resolver(STORAGE, **PARAMETERS)
    resolver.PSEUDO = {**resolver.PSEUDO, "AWS::AccountId": "123456789012"}
    return resolver(STORAGE["Resources"][name]["Properties"])


def test_there_are_the_buckets_and_tables_of_the_template(aws, stack):
    assert {bucket["Name"] for bucket in aws.client("s3").list_buckets()["Buckets"]} >= set(BUCKETS.values())
    assert set(aws.client("dynamodb").list_tables()["TableNames"]) == {"images", "customer-stats"}


@pytest.mark.parametrize("bucket", BUCKETS.values())
def test_a_bucket_is_encrypted(aws, stack, bucket):
    (rule,) = aws.client("s3").get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"


def lifecycle(properties):
    """As S3's API says what CloudFormation says; the two differ in form alone."""
    rules = []
    for rule in properties["LifecycleConfiguration"]["Rules"]:
        said = {"ID": rule["Id"], "Status": rule["Status"], "Filter": {"Prefix": rule["Prefix"]}}
        if "ExpirationInDays" in rule:
            said["Expiration"] = {"Days": int(rule["ExpirationInDays"])}
        if "Transitions" in rule:
            said["Transitions"] = [
                {"Days": int(t["TransitionInDays"]), "StorageClass": t["StorageClass"]} for t in rule["Transitions"]
            ]
        for same in ("AbortIncompleteMultipartUpload", "NoncurrentVersionExpiration"):
            if same in rule:
                said[same] = rule[same]
        rules.append(said)
    return rules


@pytest.mark.parametrize("logical_id,bucket", BUCKETS.items())
def test_s3_takes_the_lifecycle_rules_the_policy_and_the_block_on_public_access(aws, stack, logical_id, bucket):
    s3, properties = aws.client("s3"), resolved(logical_id)
    rules = lifecycle(properties)
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})
    assert s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"] == rules
    block = properties["PublicAccessBlockConfiguration"]
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block)
    assert s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"] == block
    policy = json.dumps(resolved(f"{logical_id}Policy")["PolicyDocument"]).replace(f"<{logical_id}.Arn>", f"arn:aws:s3:::{bucket}")
    s3.put_bucket_policy(Bucket=bucket, Policy=policy)
    (statement,) = json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])["Statement"]
    assert statement["Resource"] == [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]


def test_processed_images_are_kept_as_long_as_the_parameter_says(aws, stack):
    (rule,) = [r for r in lifecycle(resolved("ProcessedBucket")) if "Expiration" in r]
    assert rule["Expiration"] == {"Days": 10}


def test_the_tables_have_their_keys_and_index_and_take_items_by_them(aws, stack):
    dynamodb = aws.client("dynamodb")
    table = dynamodb.describe_table(TableName="images")["Table"]
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert table["KeySchema"] == resolved("ImagesTable")["KeySchema"]
    (index,) = table["GlobalSecondaryIndexes"]
    assert index["IndexName"] == "customer-finished"
    item = {"image_id": {"S": "1"}, "customer_id": {"S": "acme"}, "finished_at": {"S": "2026-01-01T00:00:00.000Z"}}
    dynamodb.put_item(TableName="images", Item=item)
    found = dynamodb.query(TableName="images", IndexName="customer-finished", KeyConditionExpression="customer_id = :c",
                           ExpressionAttributeValues={":c": {"S": "acme"}})
    assert found["Items"] == [item]
    assert dynamodb.describe_table(TableName="customer-stats")["Table"]["KeySchema"] == resolved("CustomerStatsTable")["KeySchema"]


@pytest.mark.parametrize("logical_id,table", [("ImagesTable", "images"), ("CustomerStatsTable", "customer-stats")])
def test_dynamodb_takes_expiry_and_point_in_time_recovery(aws, stack, logical_id, table):
    dynamodb, properties = aws.client("dynamodb"), resolved(logical_id)
    dynamodb.update_time_to_live(TableName=table, TimeToLiveSpecification=properties["TimeToLiveSpecification"])
    assert dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]["AttributeName"] == "expires_at"
    dynamodb.update_continuous_backups(
        TableName=table, PointInTimeRecoverySpecification=properties["PointInTimeRecoverySpecification"]
    )
    backups = dynamodb.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_the_registry_takes_every_version_of_every_schema(aws):
    template, glue = load(INFRA / "schemas.yaml"), aws.client("glue")
    resolve = Resolver(template, RegistryName="trial")
    registry = resolve(template["Resources"]["Registry"]["Properties"])
    glue.create_registry(RegistryName=registry["Name"], Description=registry["Description"])
    names = {}
    for logical_id, schema in resources(template, "AWS::Glue::Schema").items():
        p = schema["Properties"]
        names[logical_id] = p["Name"]
        glue.create_schema(RegistryId={"RegistryName": registry["Name"]}, SchemaName=p["Name"], DataFormat=p["DataFormat"],
                           Compatibility=p["Compatibility"], SchemaDefinition=p["SchemaDefinition"])
    versions = dict.fromkeys(names.values(), 1)
    for version in resources(template, "AWS::Glue::SchemaVersion").values():
        schema = version["Properties"]["Schema"]["SchemaArn"]["Fn::GetAtt"][0]
        identity = {"RegistryName": registry["Name"], "SchemaName": names[schema]}
        number = glue.register_schema_version(SchemaId=identity, SchemaDefinition=version["Properties"]["SchemaDefinition"])
        versions[names[schema]] = number["VersionNumber"]
        read = glue.get_schema_version(SchemaId=identity, SchemaVersionNumber={"VersionNumber": number["VersionNumber"]})
        assert json.loads(read["SchemaDefinition"]) == json.loads(version["Properties"]["SchemaDefinition"])
        assert glue.get_schema_by_definition(SchemaId=identity, SchemaDefinition=version["Properties"]["SchemaDefinition"])["Status"] == "AVAILABLE"
    history = {f"dev.darkroom.schemas.{d.name}": len(list(d.glob("*.avsc"))) for d in (HOME / "schemas/history").iterdir()}
    assert versions == history


def test_artifacts_are_deployed_and_the_platform_is_packaged_into_them(aws, tmp_path):
    aws.cli("cloudformation", "deploy", "--stack-name", "trial-artifacts", "--template-file", INFRA / "artifacts.yaml")
    bucket = "darkroom-artifacts-123456789012-us-east-1"
    repositories = aws.client("ecr").describe_repositories()["repositories"]
    assert {r["repositoryName"] for r in repositories} == {
        f"darkroom/{name}" for name in ("image-collection", "image-streaming", "streams-topology", "connect-worker")
    }
    # the functions' zip is the build's; any file will do for the packaging
    project = tmp_path / "project"
    (project / "infra").mkdir(parents=True)
    for file in [HOME / "sam-template.yaml", *INFRA.glob("*.yaml")]:
        (project / file.relative_to(HOME)).write_text(file.read_text())
    package = project / "image-processor/lambda/target/image-processor.zip"
    package.parent.mkdir(parents=True)
    package.write_bytes(b"PK\x05\x06" + bytes(18))

    packaged = tmp_path / "packaged.yaml"
    aws.cli("cloudformation", "package", "--template-file", project / "sam-template.yaml", "--s3-bucket", bucket,
            "--s3-prefix", "packages", "--output-template-file", packaged)

    assert "*cluster" not in packaged.read_text(), "CloudFormation takes no aliases"
    nested = load(packaged)["Resources"]
    for name in ("Network", "Messaging", "Topics", "Schemas", "Storage", "Services", "Api", "Observability"):
        url = nested[name]["Properties"]["TemplateURL"]
        body = aws.client("s3").get_object(Bucket=bucket, Key=url.split(f"/{bucket}/")[1])["Body"].read().decode()
        assert load_text(body)["Resources"], name


def load_text(text):
    from templates import Loader
    return yaml.load(text, Loader)  # noqa: S506 a SafeLoader

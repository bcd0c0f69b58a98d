"""What is kept, for how long, and who cannot see it."""
import pytest

from templates import INFRA, Resolver, load, resources

STORAGE = load(INFRA / "storage.yaml")
BUCKETS = [
    (path, name)
    for path in ("storage.yaml", "artifacts.yaml")
    for name in resources(load(INFRA / path), "AWS::S3::Bucket")
]


def resolved(**given):
    return Resolver(STORAGE, Platform="darkroom", **given)(STORAGE["Resources"])


def rules(bucket, **given):
    return {r["Id"]: r for r in resolved(**given)[bucket]["Properties"]["LifecycleConfiguration"]["Rules"]}


def test_processed_images_are_kept_seven_days_or_longer():
    parameter = STORAGE["Parameters"]["ProcessedRetentionDays"]
    assert parameter["MinValue"] == 7
    assert rules("ProcessedBucket")["expire-processed-images"]["ExpirationInDays"] == parameter["Default"] == 14
    assert rules("ProcessedBucket", ProcessedRetentionDays=21)["expire-processed-images"]["ExpirationInDays"] == 21


def test_nothing_else_expires_processed_images():
    others = [r for r in rules("ProcessedBucket").values() if "ExpirationInDays" in r or "Transitions" in r]
    assert [r["Id"] for r in others] == ["expire-processed-images"]


def test_raw_images_outlive_the_topics_and_the_topologys_memory():
    # topics keep 7 days (msk-config/topics.yaml), the topology 8 (HISTORY_HOURS), a redrive may follow
    assert STORAGE["Parameters"]["RawRetentionDays"]["MinValue"] > 7 + 7


def test_each_prefix_of_the_raw_bucket_has_its_rule():
    expiring = {r["Prefix"]: r["ExpirationInDays"] for r in rules("RawBucket").values() if "ExpirationInDays" in r}
    assert expiring == {"raw/": 90, "receipts/": 90, "staging/": 2, "uploads/": 2}


@pytest.mark.parametrize("path,name", BUCKETS)
def test_a_bucket_is_encrypted_private_and_kept(path, name):
    bucket = load(INFRA / path)["Resources"][name]
    properties = bucket["Properties"]
    assert properties["PublicAccessBlockConfiguration"] == dict.fromkeys(
        ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"], True
    )
    assert properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert properties["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert bucket["DeletionPolicy"] == bucket["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("path,name", BUCKETS)
def test_a_bucket_gives_incomplete_uploads_up(path, name):
    configured = load(INFRA / path)["Resources"][name]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert [r for r in configured if "AbortIncompleteMultipartUpload" in r and r["Prefix"] == ""]


@pytest.mark.parametrize("path,name", BUCKETS)
def test_a_bucket_is_reached_by_tls_alone(path, name):
    policies = resources(load(INFRA / path), "AWS::S3::BucketPolicy").values()
    (policy,) = [p["Properties"] for p in policies if p["Properties"]["Bucket"] == {"Ref": name}]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Principal"] == "*"
    assert statement["Action"] == "s3:*"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert statement["Resource"] == [{"Fn::GetAtt": [name, "Arn"]}, {"Fn::Sub": "${" + name + ".Arn}/*"}]


@pytest.mark.parametrize("name", resources(STORAGE, "AWS::DynamoDB::Table"))
def test_a_table_can_be_had_back_and_is_paid_by_request(name):
    table = resolved()[name]
    properties = table["Properties"]
    assert properties["BillingMode"] == "PAY_PER_REQUEST"
    assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert "TimeToLiveSpecification" not in properties
    expiring = resolved(ItemExpiry="true")[name]["Properties"]["TimeToLiveSpecification"]
    assert expiring == {"AttributeName": "expires_at", "Enabled": True}
    assert properties["DeletionProtectionEnabled"] is True
    assert resolved(DeletionProtection="false")[name]["Properties"]["DeletionProtectionEnabled"] is False
    assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"


def test_images_are_found_by_customer_and_time():
    (index,) = STORAGE["Resources"]["ImagesTable"]["Properties"]["GlobalSecondaryIndexes"]
    assert [(key["AttributeName"], key["KeyType"]) for key in index["KeySchema"]] == [
        ("customer_id", "HASH"), ("finished_at", "RANGE"),
    ]

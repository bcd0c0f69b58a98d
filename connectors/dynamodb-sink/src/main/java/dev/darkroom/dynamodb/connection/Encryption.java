package dev.darkroom.dynamodb.connection;

import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.SSESpecification;
import software.amazon.awssdk.services.dynamodb.model.SSEType;

/** Which key encrypts created tables: {@link #AWS_OWNED}, {@link #AWS_MANAGED} or a key in KMS by ARN or alias. */
record Encryption(String key) {
    static final String AWS_OWNED = "aws-owned";
    static final String AWS_MANAGED = "aws-managed";
    static final String FORM = AWS_OWNED + "|" + AWS_MANAGED
            + "|(arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(key/[A-Za-z0-9-]+|alias/[\\w/-]+))|alias/[\\w/-]+";
    static final String IN_WORDS = AWS_OWNED + ", " + AWS_MANAGED
            + ", or a KMS key as arn:aws:kms:<region>:<account>:key/<id> or alias/<name>";

    void addTo(CreateTableRequest.Builder request) {
        if (!key.equals(AWS_OWNED)) {
            request.sseSpecification(SSESpecification.builder()
                    .enabled(true)
                    .sseType(SSEType.KMS)
                    .kmsMasterKeyId(key.equals(AWS_MANAGED) ? null : key)
                    .build());
        }
    }
}

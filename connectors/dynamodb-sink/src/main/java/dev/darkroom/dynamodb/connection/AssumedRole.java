package dev.darkroom.dynamodb.connection;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A role's sessions together with the client that asks for them, which the SDK's own provider leaves open. */
record AssumedRole(StsAssumeRoleCredentialsProvider sessions, StsClient sts)
        implements AwsCredentialsProvider, SdkAutoCloseable {
    static AssumedRole of(StsClient sts, AssumeRoleRequest request) {
        return new AssumedRole(
                StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(sts)
                        .refreshRequest(request)
                        .build(),
                sts);
    }

    /** Credentials of the current session, or of a new one when it is about to end. */
    @Override
    public AwsCredentials resolveCredentials() {
        return sessions.resolveCredentials();
    }

    @Override
    public void close() {
        sessions.close();
        sts.close();
    }
}

package dev.darkroom.localstack.machine;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * The AWS account everything local pretends to be in. Its keys are no secret: they open servers that only listen on
 * this machine. DynamoDB Local wants keys of letters and digits.
 */
public final class LocalAccount {
    public static final Region REGION = Region.US_EAST_1;
    public static final String ACCESS_KEY_ID = "darkroomlocal";
    public static final String SECRET_ACCESS_KEY = "darkroomlocalsecret";

    private LocalAccount() {}

    public static AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY));
    }
}

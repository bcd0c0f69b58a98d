package dev.darkroom.dynamodb.connection;

import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why a request about a table was not fulfilled. Source of the codes: DynamoDB API reference, common errors. */
record TableFailure(SdkException cause) {
    /** What is true only for now: too much at a time, or something that is in the making. */
    private static final Set<String> PASSING = Set.of(
            "LimitExceededException",
            "ResourceInUseException",
            "ResourceNotFoundException",
            "TableNotFoundException",
            "ContinuousBackupsUnavailableException");

    boolean mayPass() {
        return new AwsFailure(cause).mayPass() || PASSING.contains(reason());
    }

    boolean isAccessDenied() {
        return reason().equals("AccessDeniedException");
    }

    /** The service's code, or what else went wrong. */
    String reason() {
        return new AwsFailure(cause).reason();
    }

    /** What the service said about it, which names options of its own and nothing of any record. */
    String message() {
        return cause instanceof AwsServiceException refusal && refusal.awsErrorDetails() != null
                ? String.valueOf(refusal.awsErrorDetails().errorMessage())
                : String.valueOf(cause.getMessage());
    }

    ConnectException asConnectException(String table, String permission) {
        String advice = isAccessDenied()
                ? "allow " + permission + " on it to the worker's AWS identity, or create the table and set "
                        + TableCreationSettings.ENABLED + "=false"
                : message() + "; see the options " + TableCreationSettings.ENABLED + ".*, or create the table and set "
                        + TableCreationSettings.ENABLED + "=false";
        return new ConnectException("Cannot make table " + table + " ready (" + reason() + "): " + advice, cause);
    }
}

package dev.darkroom.dynamodb.writing;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What to do about an error of a write: try again (throttling, time-outs, the service's own failures, the network), look
 * for the bad record (validation), or give up. Source of the codes: DynamoDB Developer Guide, "Error handling".
 */
final class DynamoDbFailure {
    private static final Set<String> ABOUT_AN_ITEM =
            Set.of("ValidationException", "ItemCollectionSizeLimitExceededException", "SerializationException");
    private static final Set<String> PASSING =
            Set.of("RequestLimitExceeded", "ReplicatedWriteConflictException", "InternalServerError");
    private static final Set<String> ABOUT_CREDENTIALS = Set.of(
            "UnrecognizedClientException",
            "ExpiredTokenException",
            "InvalidSignatureException",
            "IncompleteSignatureException",
            "MissingAuthenticationTokenException",
            "MissingAuthenticationToken");

    private DynamoDbFailure() {}

    /** @throws ConnectException when neither another attempt nor another batch can help */
    static BatchOutcome outcome(SdkException failure, List<Write> batch) {
        if (failure instanceof AwsServiceException refusal) {
            return outcome(refusal, codeOf(refusal), batch);
        }
        if (mayPass(failure)) {
            return new BatchOutcome.Unfinished(batch, failure.getClass().getSimpleName());
        }
        throw new ConnectException(
                "Cannot ask DynamoDB to write to table " + batch.get(0).key().table()
                        + ": check the worker's AWS credentials and " + ConnectionSettings.ENDPOINT,
                failure);
    }

    private static BatchOutcome outcome(AwsServiceException refusal, String code, List<Write> batch) {
        if (refusal.isThrottlingException()
                || refusal.isClockSkewException()
                || refusal.statusCode() >= 500
                || PASSING.contains(code)) {
            return new BatchOutcome.Unfinished(batch, code);
        }
        if (ABOUT_AN_ITEM.contains(code)) {
            return new BatchOutcome.Refused(
                    batch, code + ", " + refusal.awsErrorDetails().errorMessage(), refusal);
        }
        throw new ConnectException(
                "DynamoDB refused to write to table " + batch.get(0).key().table() + " (" + code + "): " + advice(code),
                refusal);
    }

    private static String advice(String code) {
        if (code.equals("ResourceNotFoundException")) {
            return "the table does not exist there; create it, or change " + TableName.OPTION + " or "
                    + ConnectionSettings.REGION;
        }
        if (code.equals("AccessDeniedException")) {
            return "allow dynamodb:BatchWriteItem on the table to the worker's AWS identity";
        }
        if (ABOUT_CREDENTIALS.contains(code)) {
            return "the worker's AWS credentials are not valid; renew them";
        }
        return "see the cause";
    }

    private static boolean mayPass(SdkException failure) {
        return failure.retryable()
                || failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof AbortedException
                || isOfTheNetwork(failure);
    }

    private static boolean isOfTheNetwork(@Nullable Throwable failure) {
        return failure != null && (failure instanceof IOException || isOfTheNetwork(failure.getCause()));
    }

    private static String codeOf(AwsServiceException refusal) {
        String code = refusal.awsErrorDetails() == null
                ? null
                : refusal.awsErrorDetails().errorCode();
        return code == null ? "HTTP " + refusal.statusCode() : code;
    }
}

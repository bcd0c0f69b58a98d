package dev.darkroom.dynamodb.connection;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an error of an AWS request says of the next attempt. Source of the codes: AWS API references, common errors. */
public record AwsFailure(SdkException cause) {
    private static final Set<String> THROTTLING = Set.of("RequestLimitExceeded", "SlowDown");
    private static final Set<String> PASSING = Set.of(
            "InternalServerError",
            "ReplicatedWriteConflictException",
            "RequestTimeout",
            "TransactionConflictException",
            "TransactionInProgressException");

    /** Whether there was more than the service takes now. */
    public boolean isThrottling() {
        return cause instanceof AwsServiceException refusal
                && (refusal.isThrottlingException() || THROTTLING.contains(reason()));
    }

    /** Whether another attempt may succeed: throttling, time-outs, the service's own failures, the network. */
    public boolean mayPass() {
        if (cause instanceof AwsServiceException refusal) {
            return isThrottling()
                    || refusal.isClockSkewException()
                    || refusal.statusCode() >= 500
                    || PASSING.contains(reason());
        }
        return cause.retryable()
                || cause instanceof ApiCallTimeoutException
                || cause instanceof ApiCallAttemptTimeoutException
                || cause instanceof AbortedException
                || isOfTheNetwork(cause);
    }

    /** The service's code, or what else went wrong. */
    public String reason() {
        if (!(cause instanceof AwsServiceException refusal)) {
            return cause.getClass().getSimpleName();
        }
        String code = refusal.awsErrorDetails() == null
                ? null
                : refusal.awsErrorDetails().errorCode();
        return code == null ? "HTTP " + refusal.statusCode() : code;
    }

    private static boolean isOfTheNetwork(@Nullable Throwable failure) {
        return failure != null && (failure instanceof IOException || isOfTheNetwork(failure.getCause()));
    }
}

package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.connection.AwsFailure;
import dev.darkroom.dynamodb.connection.ConnectionSettings;
import dev.darkroom.dynamodb.connection.TableCreationSettings;
import dev.darkroom.dynamodb.mapping.TableName;
import dev.darkroom.dynamodb.writing.WriteOutcome.Cause;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What to do about an error of a write: try again (throttling, time-outs, the service's own failures, the network), look
 * for the bad record (validation), or give up. Source of the codes: DynamoDB Developer Guide, "Error handling".
 */
final class DynamoDbFailure {
    private static final Set<String> ABOUT_AN_ITEM =
            Set.of("ValidationException", "ItemCollectionSizeLimitExceededException", "SerializationException");
    private static final Set<String> ABOUT_CREDENTIALS = Set.of(
            "UnrecognizedClientException",
            "ExpiredTokenException",
            "InvalidSignatureException",
            "IncompleteSignatureException",
            "MissingAuthenticationTokenException",
            "MissingAuthenticationToken");

    private DynamoDbFailure() {}

    /** @throws ConnectException when neither another attempt nor another request can help */
    static WriteOutcome outcome(SdkException failure, Request request) {
        AwsFailure known = new AwsFailure(failure);
        if (known.mayPass()) {
            Cause cause = known.isThrottling() ? Cause.THROTTLED : Cause.FAULT;
            return new WriteOutcome.Unfinished(request.writes(), known.reason(), cause);
        }
        if (failure instanceof AwsServiceException refusal) {
            return refused(refusal, known.reason(), request);
        }
        throw new ConnectException(
                "Cannot ask DynamoDB to write to table " + request.table() + ": check the worker's AWS credentials and "
                        + ConnectionSettings.ENDPOINT,
                failure);
    }

    private static WriteOutcome refused(AwsServiceException refusal, String code, Request request) {
        if (ABOUT_AN_ITEM.contains(code)) {
            return new WriteOutcome.Refused(
                    request.writes(), code + ", " + refusal.awsErrorDetails().errorMessage(), refusal);
        }
        if (code.equals("ResourceNotFoundException")) {
            return new WriteOutcome.NoTable(refusal);
        }
        throw new ConnectException(
                "DynamoDB refused to write to table " + request.table() + " (" + code + "): " + advice(code), refusal);
    }

    /** What ends the task when a table is missing and none may be made. */
    static ConnectException noTable(String table, RuntimeException cause) {
        return new ConnectException(
                "There is no table " + table + " (ResourceNotFoundException): create it, let the sink do so by "
                        + TableCreationSettings.ENABLED + ", or change " + TableName.OPTION + " or "
                        + ConnectionSettings.REGION,
                cause);
    }

    private static String advice(String code) {
        if (code.equals("AccessDeniedException")) {
            return "allow dynamodb:BatchWriteItem, PutItem, UpdateItem and DeleteItem on the table to the worker's AWS"
                    + " identity";
        }
        if (ABOUT_CREDENTIALS.contains(code)) {
            return "the worker's AWS credentials are not valid; renew them";
        }
        return "see the cause";
    }
}

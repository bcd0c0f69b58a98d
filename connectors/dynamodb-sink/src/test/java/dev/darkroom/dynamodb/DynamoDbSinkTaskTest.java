package dev.darkroom.dynamodb;

import static dev.darkroom.dynamodb.Records.value;
import static dev.darkroom.dynamodb.TestingDynamoDb.error;
import static dev.darkroom.dynamodb.TestingDynamoDb.processOnly;
import static dev.darkroom.dynamodb.TestingDynamoDb.reset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The task against an endpoint that fails as the test says. */
final class DynamoDbSinkTaskTest {
    private final TestingDynamoDb dynamoDb = TestingDynamoDb.withKeys("id");
    private final TestingSinkTaskContext context = TestingSinkTaskContext.withReporter();

    @AfterEach
    void close() {
        dynamoDb.close();
    }

    @Test
    void writesInBatchesOf25() {
        // Given
        DynamoDbSinkTask task = task(context);

        // When
        task.put(new Records().some(60).all());

        // Then
        assertThat(dynamoDb.requestSizes()).containsExactly(25, 25, 10);
        assertThat(dynamoDb.texts("text")).hasSize(60);
    }

    @Test
    void writesAgainOnlyWhatWasNotProcessed() {
        // Given
        DynamoDbSinkTask task = task(context);
        dynamoDb.next(processOnly(15), processOnly(0), processOnly(9));

        // When
        task.put(new Records().some(25).all());

        // Then
        assertThat(dynamoDb.requestSizes()).containsExactly(25, 10, 10, 1);
        assertThat(dynamoDb.texts("text")).hasSize(25);
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException",
        "400, ThrottlingException",
        "400, RequestLimitExceeded",
        "500, InternalServerError",
        "503, ServiceUnavailable"
    })
    void triesAgainWhatMayPassAndReportsNothing(int status, String code) {
        // Given
        DynamoDbSinkTask task = task(context);
        dynamoDb.next(error(status, code), error(status, code));

        // When
        task.put(new Records().some(3).all());

        // Then
        assertThat(dynamoDb.requestSizes()).containsExactly(3, 3, 3);
        assertThat(dynamoDb.texts("text")).hasSize(3);
        assertThat(context.reportedOffsets()).isEmpty();
    }

    @Test
    void triesAgainAfterAResetConnection() {
        // Given
        DynamoDbSinkTask task = task(context);
        dynamoDb.next(reset(), reset());

        // When
        task.put(new Records().some(2).all());

        // Then
        assertThat(dynamoDb.texts("text")).hasSize(2);
        assertThat(context.reportedOffsets()).isEmpty();
    }

    @Test
    void handsTheDeliveryBackToConnectAtTheDeadlineWithNothingReported() {
        // Given
        DynamoDbSinkTask task = task(context, Map.of("retry.timeout.ms", "30"));
        for (int i = 0; i < 10_000; i++) {
            dynamoDb.next(processOnly(0));
        }

        // When
        RetriableException thrown = catchThrowableOfType(
                RetriableException.class,
                () -> task.put(new Records().with("bad", "no map").some(1).all()));

        // Then
        assertThat(thrown).hasMessageContaining("table images").hasMessageContaining("retry.timeout.ms");
        assertThat(context.reportedOffsets()).isEmpty();
        assertThat(context.timeoutMillis()).isEqualTo(4);
    }

    @Test
    void reportsThePoisonAndWritesItsNeighbours() {
        // Given
        DynamoDbSinkTask task = task(context);
        Records records = new Records()
                .some(12)
                .with("p", value("id", "p", "poison", true))
                .some(12);

        // When
        task.put(records.all());

        // Then
        assertThat(context.reportedOffsets()).containsExactly(12L);
        assertThat(context.causes().get(0)).hasMessageContaining("images-0@12");
        assertThat(dynamoDb.texts("text")).hasSize(24);
    }

    @Test
    void writesTheEarlierRecordOfAKeyWhenTheLaterIsRefused() {
        // Given
        DynamoDbSinkTask task = task(context);
        Records records = new Records()
                .with("a", value("id", "a", "text", "first"))
                .with("a", value("id", "a", "text", "second"))
                .with("a", value("id", "a", "poison", true));

        // When
        task.put(records.all());

        // Then
        assertThat(dynamoDb.texts("text")).containsExactly("second");
        assertThat(context.reportedOffsets()).containsExactly(2L);
    }

    @Test
    void failsWithTheRecordsPlaceWhenThereIsNoReporter() {
        // Given
        DynamoDbSinkTask task = task(TestingSinkTaskContext.withoutReporter());
        Records records = new Records().some(1).with("x", "no map");

        // When, Then
        assertThatThrownBy(() -> task.put(records.all()))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("images-0@1")
                .hasMessageContaining("errors.tolerance");
    }

    @ParameterizedTest
    @CsvSource({
        "ResourceNotFoundException, table.name",
        "AccessDeniedException, dynamodb:BatchWriteItem",
        "UnrecognizedClientException, credentials",
        "ExpiredTokenException, credentials"
    })
    void failsWithWhatToChangeWhenTryingAgainCannotHelp(String code, String advice) {
        // Given
        DynamoDbSinkTask task = task(context);
        dynamoDb.next(error(400, code));

        // When, Then
        assertThatThrownBy(() -> task.put(new Records().some(1).all()))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("table images")
                .hasMessageContaining(advice);
        assertThat(context.reportedOffsets()).isEmpty();
    }

    @Test
    void sendsAnItemOnceWithItsLastValue() {
        // Given
        DynamoDbSinkTask task = task(context);
        Records records = new Records()
                .with("a", value("id", "a", "text", "first"))
                .with("b", value("id", "b", "text", "other"))
                .with("a", value("id", "a", "text", "last"));

        // When
        task.put(records.all());

        // Then
        assertThat(dynamoDb.requestSizes()).containsExactly(2);
        assertThat(dynamoDb.texts("text")).containsExactly("last", "other");
    }

    @Test
    void deletesTheItemOfATombstoneWhenAsked() {
        // Given
        DynamoDbSinkTask task = task(context, Map.of("tombstones", "delete", "hash.key.source", "key"));
        task.put(new Records().some(3).all());

        // When
        task.put(new Records().with("k0001", null).all());

        // Then
        assertThat(dynamoDb.texts("text")).containsExactly("t0000", "t0002");
    }

    @Test
    void splitsRequestsAt16MegabytesAndKnowsTheirLengthBeforeSending() {
        // Given: quotes double in JSON, so that 25 items of under 400 KB make more than 16 MB
        DynamoDbSinkTask task = task(context);
        Records records = new Records();
        for (int i = 0; i < 25; i++) {
            records.with("k", value("id", "k" + i, "text", "\"".repeat(400_000)));
        }

        // When
        task.put(records.all());

        // Then
        assertThat(dynamoDb.requestSizes()).containsExactly(20, 5);
        assertThat(dynamoDb.requestBytes())
                .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(Batches.MOST_REQUEST_BYTES));
    }

    @Test
    void namesTheOptionThatIsWrong() {
        // Given
        DynamoDbSinkTask task = new DynamoDbSinkTask();
        task.initialize(context);

        // When, Then
        assertThatThrownBy(() -> task.start(Map.of("hash.key.attribute", "id", "tombstones", "perhaps")))
                .hasMessageContaining("tombstones");
    }

    private DynamoDbSinkTask task(TestingSinkTaskContext context) {
        return task(context, Map.of());
    }

    private DynamoDbSinkTask task(TestingSinkTaskContext context, Map<String, String> options) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "hash.key.attribute", "id",
                "aws.region", "eu-central-1",
                "aws.endpoint", dynamoDb.endpoint(),
                "retry.backoff.ms", "1",
                "retry.backoff.max.ms", "4"));
        properties.putAll(options);
        DynamoDbSinkTask task = new DynamoDbSinkTask();
        task.initialize(context);
        task.start(properties);
        return task;
    }
}

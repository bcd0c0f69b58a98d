package dev.darkroom.dynamodb;

import static dev.darkroom.dynamodb.Records.value;
import static dev.darkroom.dynamodb.TestingDynamoDb.error;
import static dev.darkroom.dynamodb.TestingDynamoDb.held;
import static dev.darkroom.dynamodb.TestingDynamoDb.processOnly;
import static dev.darkroom.dynamodb.TestingDynamoDb.reset;
import static dev.darkroom.dynamodb.TestingDynamoDb.toldLate;
import static dev.darkroom.dynamodb.TestingDynamoDb.unanswered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The task against an endpoint that fails as the test says; one request at a time, so that their order is known. */
@OnDynamoDb
final class FaultsIT {
    private static final TopicPartition PARTITION = new TopicPartition("images", 0);

    private final TestingTable table = TestingTable.recreate("images", "id");
    private final TestingDynamoDb dynamoDb = TestingDynamoDb.before(OnDynamoDb.Shared.DYNAMO_DB.endpoint());
    private final TestingSinkTaskContext context = TestingSinkTaskContext.withReporter();

    @AfterEach
    void close() {
        dynamoDb.close();
    }

    @Test
    void writesInBatchesOf25() {
        // Given
        try (TestingTask task = task(Map.of())) {

            // When
            task.put(new Records().some(60).all());
            task.settle();
        }

        // Then
        assertThat(dynamoDb.requestSizes()).containsExactly(25, 25, 10);
        assertThat(texts()).hasSize(60);
    }

    @Test
    void writesAgainOnlyWhatWasNotProcessed() {
        // Given
        dynamoDb.next(processOnly(15), processOnly(0), processOnly(9));
        try (TestingTask task = task(Map.of())) {

            // When
            task.put(new Records().some(25).all());
            task.settle();
        }

        // Then
        assertThat(dynamoDb.requestSizes()).containsExactly(25, 10, 10, 1);
        assertThat(texts()).hasSize(25);
    }

    static Stream<TestingDynamoDb.Answer> passingFaults() {
        return Stream.of(
                error(400, "ProvisionedThroughputExceededException"),
                error(400, "ThrottlingException"),
                error(400, "RequestLimitExceeded"),
                error(400, "TransactionConflictException"),
                error(500, "InternalServerError"),
                error(503, "ServiceUnavailable"),
                reset(),
                unanswered(),
                toldLate(Duration.ofMillis(600)));
    }

    @ParameterizedTest
    @MethodSource("passingFaults")
    void writesAgainWhatMayPassAndReportsNothing(TestingDynamoDb.Answer fault) {
        // Given
        dynamoDb.next(fault, fault);
        try (TestingTask task = task(Map.of("request.timeout.ms", "300"))) {

            // When
            task.put(new Records().some(3).all());
            task.settle();
        }

        // Then
        assertThat(dynamoDb.requestSizes()).containsExactly(3, 3, 3);
        assertThat(texts()).hasSize(3);
        assertThat(context.reportedOffsets()).isEmpty();
    }

    @Test
    void commitsOnlyUpToTheFirstRecordThatIsNotWritten() {
        // Given: the first of three requests is held up
        CountDownLatch latch = new CountDownLatch(1);
        dynamoDb.next(held(latch));
        try (TestingTask task =
                task(Map.of("max.requests.in.flight", "3", "flush.timeout.ms", "100", "request.timeout.ms", "20000"))) {

            // When
            task.put(new Records().some(75).all());
            long committedMeanwhile = task.committed(PARTITION);
            latch.countDown();
            task.settle();

            // Then
            assertThat(committedMeanwhile).isIn(0L, 25L, 50L);
            assertThat(task.commit()).containsEntry(PARTITION, 75L);
        }
    }

    @Test
    void acceptsADeliveryWholeOrHandsItBackWhole() {
        // Given: nothing is taken, and room for one delivery
        dynamoDb.otherwise(() -> processOnly(0));
        try (TestingTask task = task(Map.of("retry.timeout.ms", "50", "max.pending.records", "10"))) {
            task.put(new Records().some(10).all());

            // When
            assertThatThrownBy(() -> task.put(new Records().some(20).all().subList(10, 20)))
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("retry.timeout.ms");
            dynamoDb.otherwise(() -> TestingDynamoDb::asUsual);
            // As Connect does, again and again: what was accepted before may need more than one retry.
            await().pollInSameThread()
                    .ignoreExceptionsInstanceOf(RetriableException.class)
                    .untilAsserted(() -> task.put(new Records().some(20).all().subList(10, 20)));
            task.settle();
        }

        // Then
        assertThat(context.timeoutMillis()).isPositive();
        assertThat(texts()).hasSize(20);
    }

    @Test
    void sendsNothingMoreOfPartitionsItHasLeft() {
        // Given: a request is under way and others wait behind it
        CountDownLatch latch = new CountDownLatch(1);
        dynamoDb.next(held(latch));
        try (TestingTask task = task(Map.of("flush.timeout.ms", "100"))) {
            task.put(new Records().some(50).all());
            await().until(() -> dynamoDb.requestSizes().size() == 1);

            // When
            task.leave(List.of(PARTITION));
            latch.countDown();
            task.put(List.of(new SinkRecord("images", 1, null, "z", null, value("id", "z", "text", "other"), 0)));
            task.settle();
        }

        // Then: what was under way is made, late as it may be
        assertThat(dynamoDb.requestSizes()).containsExactly(25, 1);
        await().untilAsserted(() -> assertThat(texts()).hasSize(26));
    }

    @Test
    void reportsThePoisonAndWritesItsNeighbours() {
        // Given
        Records records = new Records()
                .some(12)
                .with("p", value("id", "p", "poison", true))
                .some(12);
        try (TestingTask task = task(Map.of())) {

            // When
            task.put(records.all());
            task.settle();
        }

        // Then
        assertThat(context.reportedOffsets()).containsExactly(12L);
        assertThat(context.causes().get(0)).hasMessageContaining("images-0@12");
        assertThat(texts()).hasSize(24);
    }

    @Test
    void commitsPastAReportedRecordOnlyOnceItIsStored() {
        // Given
        context.holdReports();
        try (TestingTask task = task(Map.of("flush.timeout.ms", "50"))) {
            task.put(new Records().some(2).with("bad", "no map").some(1).all());

            // When
            long committedMeanwhile = task.committed(PARTITION);
            context.storeReports();
            task.settle();

            // Then
            assertThat(committedMeanwhile).isLessThanOrEqualTo(2);
            assertThat(task.commit()).containsEntry(PARTITION, 4L);
        }
    }

    @Test
    void writesTheEarlierRecordOfAKeyWhenTheLaterIsRefused() {
        // Given
        Records records = new Records()
                .with("a", value("id", "a", "text", "first"))
                .with("a", value("id", "a", "text", "second"))
                .with("a", value("id", "a", "poison", true));
        try (TestingTask task = task(Map.of())) {

            // When
            task.put(records.all());
            task.settle();
        }

        // Then
        assertThat(texts()).containsExactly("second");
        assertThat(context.reportedOffsets()).containsExactly(2L);
    }

    @Test
    void failsWithTheRecordsPlaceWhenThereIsNoReporter() {
        // Given
        Records records = new Records().some(1).with("x", "no map");
        try (TestingTask task = TestingTask.start(TestingSinkTaskContext.withoutReporter(), properties(Map.of()))) {

            // When, Then
            assertThatThrownBy(() -> task.put(records.all()))
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContaining("images-0@1")
                    .hasMessageContaining("errors.tolerance");
        }
    }

    @Test
    void failsTheTaskThoughItIsACommitThatFindsTheRecordThatIsNotTolerated() {
        // Given: DynamoDB refuses a record only after its delivery was accepted
        CountDownLatch latch = new CountDownLatch(1);
        dynamoDb.next(held(latch));
        try (TestingTask task = TestingTask.start(
                TestingSinkTaskContext.withoutReporter(), properties(Map.of("flush.timeout.ms", "5000")))) {
            task.put(new Records().with("p", value("id", "p", "poison", true)).all());
            latch.countDown();

            // When
            assertThat(task.commit()).containsEntry(PARTITION, 0L);

            // Then
            assertThatThrownBy(() -> task.put(List.of()))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("images-0@0");
        }
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
        dynamoDb.next(error(400, code));
        try (TestingTask task = task(Map.of())) {

            // When, Then
            assertThatThrownBy(() -> {
                        task.put(new Records().some(1).all());
                        task.settle();
                    })
                    .isInstanceOf(ConnectException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasMessageContaining("table images")
                    .hasMessageContaining(advice);
            assertThat(task.commit()).containsEntry(PARTITION, 0L);
        }
        assertThat(context.reportedOffsets()).isEmpty();
    }

    @Test
    void sendsAnItemOnceWithItsLastValue() {
        // Given
        Records records = new Records()
                .with("a", value("id", "a", "text", "first"))
                .with("b", value("id", "b", "text", "other"))
                .with("a", value("id", "a", "text", "last"));
        try (TestingTask task = task(Map.of())) {

            // When
            task.put(records.all());
            task.settle();
        }

        // Then
        assertThat(dynamoDb.requestSizes()).containsExactly(2);
        assertThat(texts()).containsExactly("last", "other");
    }

    @Test
    void splitsRequestsAt16MegabytesAndKnowsTheirLengthBeforeSending() {
        // Given: quotes double in JSON, so that 25 items of under 400 KB make more than 16 MB
        Records records = new Records();
        for (int i = 0; i < 25; i++) {
            records.with("k", value("id", "k" + i, "text", "\"".repeat(400_000)));
        }
        try (TestingTask task = task(Map.of())) {

            // When
            task.put(records.all());
            task.settle();
        }

        // Then
        assertThat(dynamoDb.requestSizes()).containsExactly(20, 5);
        assertThat(dynamoDb.requestBytes())
                .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(16L * 1024 * 1024));
    }

    private List<String> texts() {
        return table.texts("id", "text");
    }

    private TestingTask task(Map<String, String> options) {
        return TestingTask.start(context, properties(options));
    }

    private Map<String, String> properties(Map<String, String> options) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "hash.key.attribute", "id",
                "aws.region", "eu-central-1",
                "aws.endpoint", dynamoDb.endpoint(),
                "max.requests.in.flight", "1",
                "retry.backoff.ms", "1",
                "retry.backoff.max.ms", "4"));
        properties.putAll(options);
        return properties;
    }
}

package dev.darkroom.dynamodb.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.dynamodb.connection.RecordingEndpoint.Answer;
import dev.darkroom.dynamodb.connection.RecordingEndpoint.Request;
import dev.darkroom.dynamodb.settings.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What is found wrong with a configuration, given a table with the hash key id (S) and the sort key part (N). */
final class PreflightTest {
    private static final ExpectedTables.Key ID = key("id", ScalarAttributeType.S);
    private static final ExpectedTables.Key PART = key("part", ScalarAttributeType.N);

    private final Map<String, Answer> script = new HashMap<>(Map.of(
            "DescribeTable", table("ACTIVE"),
            "DescribeTimeToLive", expiry("ENABLED", "expires")));
    private final RecordingEndpoint dynamoDb = RecordingEndpoint.answering(this::answer);
    private final MovedClock clock = new MovedClock();
    private Duration latency = Duration.ZERO;

    @AfterEach
    void stop() {
        dynamoDb.close();
    }

    @Test
    void findsNothingWhereEverythingFits() {
        assertThat(problems(expected(ID, PART, "expires", false))).isEmpty();
    }

    @Test
    void asksForTheExpiryOnlyWhenItMatters() {
        // When
        problems(expected(ID, PART, null, false));

        // Then
        assertThat(dynamoDb.requests()).extracting(Request::operation).containsExactly("DescribeTable");
    }

    @Test
    void namesTheTableThatIsMissing() {
        // Given
        script.put("DescribeTable", Answer.refusal("ResourceNotFoundException"));

        // When, Then
        assertThat(problems(expected(ID, PART, null, false))).singleElement().satisfies(problem -> {
            assertThat(problem.option()).isEqualTo("table.name");
            assertThat(problem.message()).contains("no table images", "table.create=true", "aws.region");
        });
    }

    @Test
    void leavesTheMissingTableToItsCreation() {
        // Given
        script.put("DescribeTable", Answer.refusal("ResourceNotFoundException"));

        // When, Then
        assertThat(problems(expected(ID, PART, "expires", true))).isEmpty();
    }

    @Test
    void saysWhatTheTableHasWhereItsKeysDiffer() {
        assertThat(problems(expected(key("uuid", null), key("page", null), null, false)))
                .containsExactly(
                        new Problem("hash.key.attribute", "table images has the hash key id (S); change this to it"),
                        new Problem("sort.key.attribute", "table images has the sort key part (N); change this to it"));
    }

    @Test
    void saysWhichSortKeyIsMissing() {
        assertThat(problems(expected(ID, null, null, false)))
                .containsExactly(
                        new Problem("sort.key.attribute", "table images has the sort key part (N); set it to that"));
    }

    @Test
    void saysThatThereIsNoSortKey() {
        // Given
        script.put("DescribeTable", Answer.json("""
                {"Table": {"TableStatus": "ACTIVE", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}}
                """));

        // When, Then
        assertThat(problems(expected(ID, PART, null, false)))
                .containsExactly(new Problem("sort.key.attribute", "table images has no sort key; remove it"));
    }

    @Test
    void saysWhichTypesDiffer() {
        assertThat(problems(
                        expected(key("id", ScalarAttributeType.N), key("part", ScalarAttributeType.S), null, false)))
                .containsExactly(
                        new Problem("hash.key.source", "it gives N, but table images has the hash key id (S)"),
                        new Problem("sort.key.source", "it gives S, but table images has the sort key part (N)"));
    }

    @Test
    void takesTypesForGrantedThatDependOnTheRecord() {
        assertThat(problems(expected(key("id", null), key("part", null), null, false)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE,   false, 0",
        "UPDATING, false, 0",
        "CREATING, true,  0",
        "CREATING, false, 1",
        "DELETING, true,  1",
        "ARCHIVED, false, 1",
        "INACCESSIBLE_ENCRYPTION_CREDENTIALS, false, 1"
    })
    void wantsATableThatTakesWrites(String status, boolean creates, int problems) {
        // Given
        script.put("DescribeTable", table(status));

        // When, Then
        assertThat(problems(expected(ID, PART, null, creates)))
                .hasSize(problems)
                .allSatisfy(problem -> {
                    assertThat(problem.option()).isEqualTo("table.name");
                    assertThat(problem.message()).contains(status);
                });
    }

    @ParameterizedTest
    @CsvSource({"DISABLED, expires", "DISABLING, expires", "ENABLED, ends", "ENABLING, ends"})
    void wantsItemsToExpireByTheAttribute(String status, String attribute) {
        // Given
        script.put("DescribeTimeToLive", expiry(status, attribute));

        // When, Then
        assertThat(problems(expected(ID, PART, "expires", false)))
                .extracting(Problem::option)
                .containsExactly("ttl.attribute");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDeniedException", "UnrecognizedClientException", "ThrottlingException"})
    void saysNothingWhereItMayNotLook(String code) {
        // Given
        script.put("DescribeTable", Answer.refusal(code));

        // When, Then
        assertThat(problems(expected(ID, PART, null, false))).isEmpty();
    }

    @Test
    void keepsWhatItFoundBeforeItMayNotLookFurther() {
        // Given
        script.put("DescribeTimeToLive", Answer.refusal("AccessDeniedException"));

        // When, Then
        assertThat(problems(expected(key("uuid", null), PART, "expires", false)))
                .extracting(Problem::option)
                .containsExactly("hash.key.attribute");
    }

    @Test
    void stopsLookingWhenItTakesTooLong() {
        // Given
        latency = Duration.ofSeconds(6);

        // When
        ExpectedTables expected =
                new ExpectedTables(List.of("a", "b", "c", "d"), ID, Optional.of(PART), Optional.empty(), false);
        problems(expected);

        // Then
        assertThat(dynamoDb.requests()).hasSize(2);
    }

    @Test
    void saysNothingWithoutCredentials() {
        assertThat(Preflight.problems(
                        Options.connection(Map.of("aws.profile", "no-such-profile", "aws.region", "us-east-1")),
                        expected(ID, PART, null, false)))
                .isEmpty();
    }

    @Test
    void saysNothingWhereNobodyAnswers() {
        // Given
        String nowhere = dynamoDb.url().toString();
        dynamoDb.close();

        // When, Then
        assertThat(Preflight.problems(
                        Options.connection(Map.of("aws.endpoint", nowhere, "aws.region", "us-east-1")),
                        expected(ID, PART, null, false)))
                .isEmpty();
    }

    private List<Problem> problems(ExpectedTables expected) {
        try (DynamoDbClient client = Options.connection(Map.of(
                        "aws.region",
                        "us-east-1",
                        "aws.endpoint",
                        dynamoDb.url().toString()))
                .forChecks()
                .connect(1)) {
            return new Preflight(client, clock).problems(expected);
        }
    }

    private Answer answer(Request request) {
        clock.sleep(latency.toMillis());
        return script.getOrDefault(request.operation(), Answer.refusal("UnknownOperationException"));
    }

    private static ExpectedTables expected(
            ExpectedTables.Key hash,
            ExpectedTables.@Nullable Key sort,
            @Nullable String ttlAttribute,
            boolean mayBeMissing) {
        return new ExpectedTables(
                List.of("images"), hash, Optional.ofNullable(sort), Optional.ofNullable(ttlAttribute), mayBeMissing);
    }

    private static ExpectedTables.Key key(String name, @Nullable ScalarAttributeType type) {
        return new ExpectedTables.Key(name, Optional.ofNullable(type));
    }

    private static Answer table(String status) {
        return Answer.json("""
                {"Table": {"TableStatus": "%s",
                 "KeySchema": [{"AttributeName": "part", "KeyType": "RANGE"}, {"AttributeName": "id", "KeyType": "HASH"}],
                 "AttributeDefinitions": [{"AttributeName": "part", "AttributeType": "N"},
                   {"AttributeName": "owner", "AttributeType": "S"}, {"AttributeName": "id", "AttributeType": "S"}]}}
                """.formatted(status));
    }

    private static Answer expiry(String status, String attribute) {
        return Answer.json("""
                {"TimeToLiveDescription": {"TimeToLiveStatus": "%s", "AttributeName": "%s"}}
                """.formatted(status, attribute));
    }
}

package dev.darkroom.dynamodb.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.dynamodb.connection.RecordingEndpoint.Answer;
import dev.darkroom.dynamodb.connection.RecordingEndpoint.Request;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is asked of DynamoDB and what is made of its answers; each operation answers as scripted, the last answer on. */
final class TableCreationTest {
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("x"));
    private static final String ACTIVE = description("ACTIVE");

    private final Map<String, Deque<Answer>> script = new TreeMap<>();
    private final RecordingEndpoint dynamoDb = RecordingEndpoint.answering(this::next);
    private final DynamoDbClient client = Options.connection(Map.of(
                    "aws.region", "us-east-1", "aws.endpoint", dynamoDb.url().toString()))
            .connect(1);
    private final MovedClock clock = new MovedClock();

    TableCreationTest() {
        script("CreateTable", Answer.json("{}"));
        script("DescribeTable", Answer.json(ACTIVE));
    }

    @AfterEach
    void stop() {
        client.close();
        dynamoDb.close();
    }

    @Test
    void asksForNothingThatIsNotSet() {
        // When
        creation(Map.of()).create("images", KEY);

        // Then
        assertThat(dynamoDb.requests()).extracting(Request::operation).containsExactly("CreateTable", "DescribeTable");
        assertThat(json(dynamoDb.bodies("CreateTable").get(0))).isEqualTo(json("""
                {"TableName": "images", "BillingMode": "PAY_PER_REQUEST",
                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                 "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}
                """));
    }

    @Test
    void asksForEverythingThatIsSet() {
        // Given
        script("DescribeTimeToLive", ttl("DISABLED"));
        script("UpdateTimeToLive", Answer.json("{}"));
        script("DescribeContinuousBackups", recovery("DISABLED"));
        script("UpdateContinuousBackups", Answer.json("{}"));

        // When
        creation(
                        Map.of(
                                "table.create.billing.mode", "provisioned",
                                "table.create.read.capacity", "1",
                                "table.create.write.capacity", "2",
                                "table.create.point.in.time.recovery", "true",
                                "table.create.tags", "team:imaging",
                                "table.create.encryption", "alias/tables",
                                "table.create.deletion.protection", "true"),
                        Optional.of("expires"))
                .create("images", KEY);

        // Then
        assertThat(json(dynamoDb.bodies("CreateTable").get(0))).isEqualTo(json("""
                {"TableName": "images", "BillingMode": "PROVISIONED",
                 "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 2},
                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                 "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                 "SSESpecification": {"Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": "alias/tables"},
                 "Tags": [{"Key": "team", "Value": "imaging"}], "DeletionProtectionEnabled": true}
                """));
        assertThat(json(dynamoDb.bodies("UpdateTimeToLive").get(0))).isEqualTo(json("""
                {"TableName": "images", "TimeToLiveSpecification": {"Enabled": true, "AttributeName": "expires"}}
                """));
        assertThat(json(dynamoDb.bodies("UpdateContinuousBackups").get(0))).isEqualTo(json("""
                {"TableName": "images", "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}}
                """));
    }

    @Test
    void asksForTheKeyThatAwsManages() {
        // When
        creation(Map.of("table.create.encryption", "aws-managed")).create("images", KEY);

        // Then
        assertThat(dynamoDb.bodies("CreateTable").get(0))
                .contains("\"SSESpecification\":{\"Enabled\":true,\"SSEType\":\"KMS\"}");
    }

    @Test
    void waitsUntilTheTableThatAnotherTaskCreatesIsActive() {
        // Given
        script("CreateTable", Answer.refusal("ResourceInUseException"));
        script(
                "DescribeTable",
                Answer.refusal("ResourceNotFoundException"),
                Answer.json(description("CREATING")),
                Answer.json(ACTIVE));

        // When
        creation(Map.of()).create("images", KEY);

        // Then
        assertThat(dynamoDb.bodies("DescribeTable")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LimitExceededException",
                "ThrottlingException",
                "ProvisionedThroughputExceededException",
                "InternalServerError"
            })
    void asksAgainWhenItMayPass(String code) {
        // Given
        script("CreateTable", Answer.refusal(code), Answer.json("{}"));

        // When
        creation(Map.of()).create("images", KEY);

        // Then
        assertThat(dynamoDb.bodies("CreateTable")).hasSize(2);
    }

    @Test
    void handsTheDeliveryBackWhenTheTableIsNotThereInTime() {
        // Given
        script("DescribeTable", Answer.json(description("CREATING")));

        // When, Then
        assertThatThrownBy(() ->
                        creation(Map.of("table.create.timeout.ms", "2000")).create("images", KEY))
                .isInstanceOf(RetriableException.class)
                .hasMessageContainingAll("images", "table.create.timeout.ms=2000");
        assertThat(dynamoDb.bodies("DescribeTable")).hasSize(5);
    }

    @Test
    void namesThePermissionThatIsMissing() {
        // Given
        script("CreateTable", Answer.refusal("AccessDeniedException"));

        // When, Then
        assertThatThrownBy(() -> creation(Map.of()).create("images", KEY))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContainingAll("images", "dynamodb:CreateTable", "table.create=false");
    }

    @Test
    void namesTheOptionsWhenDynamoDbRefusesThem() {
        // Given
        script("CreateTable", Answer.refusal("ValidationException"));

        // When, Then
        assertThatThrownBy(() -> creation(Map.of()).create("images", KEY))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("images", "as scripted", "table.create.*");
    }

    @Test
    void refusesATableThatAnotherCreatedWithAnotherKey() {
        // Given
        script("CreateTable", Answer.refusal("ResourceInUseException"));

        // When, Then
        assertThatThrownBy(() -> creation(Map.of()).create("images", Map.of("id", AttributeValue.fromN("1"))))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("id (S)", "id (N)");
    }

    @Test
    void leavesTheExpiryThatAnotherTaskWasFasterToEnable() {
        // Given
        script("DescribeTimeToLive", ttl("DISABLED"), ttl("ENABLING"));
        script("UpdateTimeToLive", Answer.refusal("ValidationException"));

        // When
        creation(Map.of(), Optional.of("expires")).create("images", KEY);

        // Then
        assertThat(dynamoDb.bodies("UpdateTimeToLive")).hasSize(1);
    }

    @Test
    void failsWhenItemsExpireByAnotherAttribute() {
        // Given
        script("DescribeTimeToLive", ttl("ENABLED"));

        // When, Then
        assertThatThrownBy(() -> creation(Map.of(), Optional.of("ends")).create("images", KEY))
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll("images", "ttl.attribute", "expires");
    }

    @Test
    void waitsForBackupsThatComeUpAfterTheTable() {
        // Given
        script("DescribeContinuousBackups", recovery("DISABLED"));
        script("UpdateContinuousBackups", Answer.refusal("ContinuousBackupsUnavailableException"), Answer.json("{}"));

        // When
        creation(Map.of("table.create.point.in.time.recovery", "true")).create("images", KEY);

        // Then
        assertThat(dynamoDb.bodies("UpdateContinuousBackups")).hasSize(2);
    }

    @Test
    void leavesARecoveryThatIsOn() {
        // Given
        script("DescribeContinuousBackups", recovery("ENABLED"));

        // When
        creation(Map.of("table.create.point.in.time.recovery", "true")).create("images", KEY);

        // Then
        assertThat(dynamoDb.bodies("UpdateContinuousBackups")).isEmpty();
    }

    private TableCreation creation(Map<String, String> options) {
        return creation(options, Optional.empty());
    }

    private TableCreation creation(Map<String, String> options, Optional<String> ttlAttribute) {
        Map<String, String> all = new HashMap<>(options);
        all.put("table.create", "true");
        return new TableCreation(
                client,
                TableCreationSettings.from(Options.TABLE_CREATION.with(all)),
                ttlAttribute,
                clock,
                clock::sleep);
    }

    private void script(String operation, Answer... answers) {
        script.put(operation, new ArrayDeque<>(List.of(answers)));
    }

    private Answer next(Request request) {
        Deque<Answer> answers = script.getOrDefault(request.operation(), new ArrayDeque<>());
        if (answers.isEmpty()) {
            return Answer.refusal("UnknownOperationException");
        }
        return answers.size() == 1 ? answers.element() : answers.remove();
    }

    private static String description(String status) {
        return """
                {"Table": {"TableStatus": "%s", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                 "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]}}
                """.formatted(status);
    }

    private static Answer ttl(String status) {
        String attribute = status.equals("DISABLED") ? "" : ", \"AttributeName\": \"expires\"";
        return Answer.json("{\"TimeToLiveDescription\": {\"TimeToLiveStatus\": \"" + status + "\"" + attribute + "}}");
    }

    private static Answer recovery(String status) {
        return Answer.json("""
                {"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED",
                 "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "%s"}}}
                """.formatted(status));
    }

    private static Object json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

package dev.darkroom.dynamodb.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.localstack.dynamodb.LocalDynamoDb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Tables as DynamoDB Local really creates and describes them. */
final class TablesOfDynamoDbLocalIT {
    private static final int TASKS = 8;

    private final LocalDynamoDb dynamoDb = LocalDynamoDb.startInMemory(0);
    private final ConnectionSettings connection = Options.connection(Map.of(
            "aws.region", "us-east-1",
            "aws.endpoint", dynamoDb.endpoint().toString(),
            "aws.access.key.id", "test",
            "aws.secret.access.key", "test"));
    private final DynamoDbClient client = connection.connect(TASKS);

    @AfterEach
    void stop() {
        client.close();
        dynamoDb.close();
    }

    @Test
    void createsATableOnceForTasksThatRace() throws Exception {
        // Given
        CyclicBarrier together = new CyclicBarrier(TASKS);
        List<Future<?>> tasks = new ArrayList<>();

        // When
        try (ExecutorService executor = Executors.newFixedThreadPool(TASKS)) {
            for (int i = 0; i < TASKS; i++) {
                tasks.add(executor.submit(() -> {
                    together.await();
                    creation().create("images", key());
                    return client.putItem(put -> put.tableName("images").item(key()));
                }));
            }
        }

        // Then: every task finds a table that it can write to
        for (Future<?> task : tasks) {
            assertThat(task).succeedsWithin(Duration.ZERO);
        }
        TableDescription table =
                client.describeTable(describe -> describe.tableName("images")).table();
        assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(TableKey.of(table))
                .isEqualTo(new TableKey(List.of(
                        new TableKey.Attribute("page", ScalarAttributeType.N),
                        new TableKey.Attribute("hash", ScalarAttributeType.B))));
        assertThat(new TimeToLive(client, "images", "expires").describe().attributeName())
                .isEqualTo("expires");
    }

    @Test
    void changesNothingWhenItIsRepeated() {
        // Given
        creation().create("images", key());
        client.putItem(put -> put.tableName("images").item(key()));

        // When
        creation().create("images", key());

        // Then
        assertThat(client.scan(scan -> scan.tableName("images")).count()).isEqualTo(1);
    }

    @Test
    void findsNothingWrongWithATableItCreated() {
        // Given
        creation().create("images", key());

        // When, Then
        assertThat(Preflight.problems(
                        connection,
                        new ExpectedTables(
                                List.of("images"),
                                new ExpectedTables.Key("page", Optional.of(ScalarAttributeType.N)),
                                Optional.of(new ExpectedTables.Key("hash", Optional.of(ScalarAttributeType.B))),
                                Optional.of("expires"),
                                false)))
                .isEmpty();
    }

    @Test
    void findsWhatIsWrong() {
        // Given
        creation().create("images", key());

        // When, Then
        assertThat(Preflight.problems(
                        connection,
                        new ExpectedTables(
                                List.of("missing", "images"),
                                new ExpectedTables.Key("page", Optional.of(ScalarAttributeType.S)),
                                Optional.empty(),
                                Optional.of("ends"),
                                false)))
                .extracting(problem -> problem.option())
                .containsExactly("table.name", "hash.key.source", "sort.key.attribute", "ttl.attribute");
    }

    private TableCreation creation() {
        return new TableCreation(
                client,
                TableCreationSettings.from(Options.TABLE_CREATION.with(Map.of("table.create", "true"))),
                Optional.of("expires"));
    }

    /** Neither in alphabetical order nor of text. */
    private static Map<String, AttributeValue> key() {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        key.put("page", AttributeValue.fromN("1"));
        key.put("hash", AttributeValue.fromB(SdkBytes.fromUtf8String("x")));
        return key;
    }
}

package dev.darkroom.localstack.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.machine.PortTakenException;
import dev.darkroom.localstack.template.SamTemplate;
import dev.darkroom.localstack.template.Table;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

final class LocalDynamoDbTest {
    private static final Path TEMPLATE = Path.of("../sam-template.yaml");

    private static final Map<String, String> PARAMETERS = Map.of(
            "MskClusterArn", "arn:aws:kafka:us-east-1:000000000000:cluster/local/1",
            "KafkaBootstrapServers", "127.0.0.1:9092");

    @TempDir
    private Path directory;

    @Test
    void createsTheTemplatesTablesWithTheirIndexes() {
        // Given
        SamTemplate template = SamTemplate.load(TEMPLATE, PARAMETERS);

        // When
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.startInMemory(0);
                DynamoDbClient client = dynamoDb.client()) {
            dynamoDb.createTables(template.tables());
            put(client, "i1", "c1", "2026-01-01T00:00:00.000Z");
            put(client, "i2", "c2", "2026-01-01T00:00:01.000Z");

            // Then
            assertThat(client.query(query -> query.tableName("images")
                                    .indexName("customer-finished")
                                    .keyConditionExpression("customer_id = :customer")
                                    .expressionAttributeValues(Map.of(":customer", AttributeValue.fromS("c1"))))
                            .items())
                    .extracting(item -> item.get("image_id"))
                    .containsExactly(AttributeValue.fromS("i1"));
        }
    }

    @Test
    void expiresItemsByTheAttributeTheTableNames() {
        // Given
        Table table = new Table(
                "Sessions",
                "sessions",
                List.of(new Table.Attribute("id", "S")),
                List.of(new Table.Key("id", "HASH")),
                List.of(),
                "expires_at");

        // When
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.startInMemory(0);
                DynamoDbClient client = dynamoDb.client()) {
            dynamoDb.createTables(List.of(table));

            // Then
            assertThat(client.describeTimeToLive(describe -> describe.tableName("sessions"))
                            .timeToLiveDescription())
                    .satisfies(ttl -> assertThat(ttl.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED))
                    .satisfies(ttl -> assertThat(ttl.attributeName()).isEqualTo("expires_at"));
        }
    }

    @Test
    void keepsItemsAcrossARestart() {
        // Given
        List<Table> tables = SamTemplate.load(TEMPLATE, PARAMETERS).tables();
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.start(0, directory);
                DynamoDbClient client = dynamoDb.client()) {
            dynamoDb.createTables(tables);
            put(client, "i1", "c1", "2026-01-01T00:00:00.000Z");
        }

        // When
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.start(0, directory);
                DynamoDbClient client = dynamoDb.client()) {
            dynamoDb.createTables(tables);

            // Then
            assertThat(client.getItem(
                                    get -> get.tableName("images").key(Map.of("image_id", AttributeValue.fromS("i1"))))
                            .item())
                    .containsEntry("customer_id", AttributeValue.fromS("c1"));
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws IOException {
        // Given
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        try (LocalDynamoDb dynamoDb = LocalDynamoDb.startInMemory(0)) {
            int port = dynamoDb.endpoint().getPort();

            // When / Then
            try (Socket socket = new Socket(InetAddress.ofLiteral(LoopbackPort.HOST), port)) {
                assertThat(socket.isConnected()).isTrue();
            }
            assertThat(others).noneMatch(address -> answers(new InetSocketAddress(address, port)));
        }
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral(LoopbackPort.HOST))) {

            // When / Then
            assertThatThrownBy(() -> LocalDynamoDb.startInMemory(other.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("wanted by DynamoDB");
        }
    }

    private static boolean answers(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void put(DynamoDbClient client, String image, String customer, String finishedAt) {
        client.putItem(put -> put.tableName("images")
                .item(Map.of(
                        "image_id", AttributeValue.fromS(image),
                        "customer_id", AttributeValue.fromS(customer),
                        "finished_at", AttributeValue.fromS(finishedAt))));
    }
}

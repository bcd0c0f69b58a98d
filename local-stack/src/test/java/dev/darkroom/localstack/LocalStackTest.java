package dev.darkroom.localstack;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.machine.PortTakenException;
import dev.darkroom.localstack.machine.StateInUseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

final class LocalStackTest {
    @TempDir
    private static Path directory;

    private static Path project;
    private static Path state;
    private static Set<String> listenedBefore;
    private static LocalStack stack;

    @BeforeAll
    static void start() throws IOException {
        listenedBefore = ListeningSockets.canBeRead() ? ListeningSockets.addresses() : Set.of();
        project = TestingProject.create(directory.resolve("project"));
        state = directory.resolve("state");
        stack = LocalStack.start(LocalStackSettings.ephemeral(project).withState(state));
    }

    @AfterAll
    static void stop() {
        stack.close();
        assertThat(System.getProperty("aws.endpointUrlS3")).isNull();
    }

    @Test
    void saysInOneSentenceWhichConnectorOfOthersLacksItsPlugin() {
        // Given the stack, whose project tells of a connector that nobody here has

        // When / Then
        assertThat(stack.notices())
                .containsExactly(
                        "Connector archive is not started: its plugin (org.example.ArchiveSinkConnector) is not"
                                + " in plugins/; everything else works without it");
    }

    @Test
    void answersAtEveryAddressItNames() throws IOException {
        // When / Then
        for (String address : stack.addresses().values()) {
            URI endpoint = URI.create(address.contains("://") ? address : "tcp://" + address);
            try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
        assertThat(stack.addresses()).containsOnlyKeys("Kafka", "Connect", "S3", "DynamoDB", "Glue");
    }

    @Test
    void tellsProgramsAllTheyNeedToFindIt() {
        // When / Then
        assertThat(stack.environment())
                .containsEntry(
                        "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + stack.ports().kafka())
                .containsEntry("RAW_BUCKET", "testing-raw")
                .containsEntry("PROCESSED_BUCKET", "testing-processed")
                .containsEntry("IMAGES_TABLE", "images")
                .containsEntry("SCHEMA_REGISTRY_NAME", "darkroom")
                .containsEntry("SCHEMA_AUTO_REGISTRATION", "true")
                .containsEntry("AWS_REGION", "us-east-1")
                .containsEntry(
                        "AWS_ENDPOINT_URL_S3",
                        "http://127.0.0.1:" + stack.ports().s3())
                .containsKeys("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_GLUE", "AWS_ACCESS_KEY_ID");
    }

    @Test
    void isWhatSdkClientsOfThisProcessFindByThemselves() {
        // Given
        try (S3Client s3 = S3Client.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
                DynamoDbClient dynamoDb = DynamoDbClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {

            // When / Then
            assertThat(s3.listBuckets().buckets())
                    .extracting(Bucket::name)
                    .containsExactlyInAnyOrder("testing-raw", "testing-processed");
            assertThat(dynamoDb.listTables().tableNames()).containsExactly("images");
        }
    }

    @Test
    void runsTheProjectsConnectors() throws IOException, InterruptedException {
        // When
        String status;
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI connect = URI.create(requireNonNull(stack.addresses().get("Connect")));
            status = http.send(
                            HttpRequest.newBuilder(connect.resolve("/connectors/recording/status"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }

        // Then
        assertThat(status).contains("\"tasks\":[{\"id\":0,\"state\":\"RUNNING\"");
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws IOException {
        assumeTrue(ListeningSockets.canBeRead(), "needs Linux's /proc");

        // When
        Set<String> listened = new HashSet<>(ListeningSockets.addresses());
        listened.removeAll(listenedBefore);

        // Then
        assertThat(listened).hasSizeGreaterThanOrEqualTo(5).allMatch(ListeningSockets::isLoopback);
    }

    @Test
    void refusesStateThatAnotherStackUsesBeforeItLooksAtPorts() {
        // Given
        LocalStackSettings second =
                LocalStackSettings.ephemeral(project).withState(state).withPorts(stack.ports());

        // When / Then
        assertThatThrownBy(() -> LocalStack.start(second))
                .isInstanceOf(StateInUseException.class)
                .hasMessageContaining(state.toString());
        assertThatThrownBy(second::requireUnusedState).isInstanceOf(StateInUseException.class);
    }

    @Test
    void namesThePortThatIsTakenAndTheFlagThatMovesIt() throws IOException {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral(LoopbackPort.HOST))) {
            int taken = other.getLocalPort();
            LocalStackSettings settings = LocalStackSettings.ephemeral(project).withPorts(new Ports(0, taken, 0, 0, 0));

            // When / Then
            assertThatThrownBy(() -> LocalStack.start(settings))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage("Port " + taken + ", wanted by Connect, is in use on 127.0.0.1:"
                            + " stop what listens there or choose another with --connect-port.");
        }
    }
}

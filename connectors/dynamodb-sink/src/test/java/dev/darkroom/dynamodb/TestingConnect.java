package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.localstack.dynamodb.LocalDynamoDb;
import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.localstack.machine.LoopbackPort;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;

/**
 * A Connect worker of {@code connectors/worker} that loads this module's plugin as it is packaged, beside a broker and
 * DynamoDB Local; all integration tests share one.
 */
final class TestingConnect {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TestingConnect SHARED = start();

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalKafka kafka;
    private final LocalDynamoDb dynamoDb;
    private final Connect<?> connect;
    private final URI rest;

    private TestingConnect(LocalKafka kafka, LocalDynamoDb dynamoDb, Connect<?> connect, URI rest) {
        this.kafka = kafka;
        this.dynamoDb = dynamoDb;
        this.connect = connect;
        this.rest = rest;
    }

    static TestingConnect shared() {
        return SHARED;
    }

    void close() {
        connect.stop();
        connect.awaitStop();
        kafka.close();
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    WorkerRest rest() {
        return new WorkerRest(rest);
    }

    LocalDynamoDb dynamoDb() {
        return dynamoDb;
    }

    /** Adds the connector and waits until its task has started or failed. */
    void run(String name, Map<String, String> config) {
        Map<String, String> complete = new HashMap<>(config);
        complete.putIfAbsent("connector.class", DynamoDbSinkConnector.class.getName());
        complete.putIfAbsent("aws.endpoint", dynamoDb.endpoint().toString());
        complete.putIfAbsent("aws.region", "us-east-1");
        HttpResponse<String> response = send(HttpRequest.newBuilder(rest.resolve("/connectors/" + name + "/config"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        JSON.valueToTree(complete).toString())));
        assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
        await().atMost(PATIENCE).until(() -> !task(name).path("state").asText().isEmpty());
    }

    /** State and, when it failed, trace of the connector's first task. */
    JsonNode task(String name) {
        try {
            return JSON.readTree(send(HttpRequest.newBuilder(rest.resolve("/connectors/" + name + "/status")))
                            .body())
                    .path("tasks")
                    .path(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static TestingConnect start() {
        LocalKafka kafka = LocalKafka.ephemeral();
        LocalDynamoDb dynamoDb = OnDynamoDb.Shared.DYNAMO_DB;
        URI rest = URI.create("http://" + LoopbackPort.HOST + ":" + LoopbackPort.orFree(0));
        Connect<?> connect = new ConnectDistributed().startConnect(workerProperties(kafka.bootstrapServers(), rest));
        return new TestingConnect(kafka, dynamoDb, connect, rest);
    }

    private static Map<String, String> workerProperties(String bootstrapServers, URI rest) {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("../worker/connect-distributed.properties"))) {
            file.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> properties = new HashMap<>();
        file.stringPropertyNames().stream()
                .filter(name -> !name.contains("security.") && !name.contains("sasl."))
                .forEach(name -> properties.put(name, file.getProperty(name)));
        properties.putAll(Map.of(
                "bootstrap.servers", bootstrapServers,
                "listeners", rest.toString(),
                "plugin.path", Path.of("target/plugin").toAbsolutePath().toString(),
                "config.storage.replication.factor", "1",
                "offset.storage.replication.factor", "1",
                "status.storage.replication.factor", "1",
                "offset.flush.interval.ms", "500",
                "scheduled.rebalance.max.delay.ms", "0",
                "consumer.metadata.max.age.ms", "1000"));
        return properties;
    }
}

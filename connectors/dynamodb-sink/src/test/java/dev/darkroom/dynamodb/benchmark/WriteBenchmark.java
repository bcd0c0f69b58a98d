package dev.darkroom.dynamodb.benchmark;

import dev.darkroom.dynamodb.connection.ConnectionSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What a sink task moves to an endpoint that costs nothing, side by side with bare loops on the same SDK client and as
 * many requests under way. All cases run in turn, round after round, after a warm-up, in one JVM beside the endpoint's:
 * {@code mvn -pl connectors/dynamodb-sink test-compile exec:exec -Dbenchmark=dev.darkroom.dynamodb.benchmark.WriteBenchmark}.
 */
final class WriteBenchmark {
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final int IN_FLIGHT = Integer.getInteger("in.flight", 8);

    private WriteBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        Process server = endpoint();
        try (BufferedReader port =
                        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
                Endpoint endpoint = Endpoint.at("http://127.0.0.1:" + port.readLine())) {
            List<Case> cases = cases(endpoint).stream()
                    .filter(each -> each.name().matches(System.getProperty("cases", ".*")))
                    .toList();
            measure(cases);
            cases.forEach(Case::end);
        } finally {
            server.destroy();
        }
    }

    private static List<Case> cases(Endpoint endpoint) {
        DynamoDbClient client = endpoint.client();
        return List.of(
                new BareLoop("BatchWriteItem loop, items made before", client, IN_FLIGHT, 25, true),
                new BareLoop("BatchWriteItem loop", client, IN_FLIGHT, 25, false),
                new SinkCase("sink, put", endpoint.address(), IN_FLIGHT, Map.of()),
                new BareLoop("BatchWriteItem loop, HttpURLConnection", endpoint.otherClient(), IN_FLIGHT, 25, false),
                new BareLoop("PutItem loop", client, IN_FLIGHT, 1, false),
                new SinkCase(
                        "sink, put, newer wins",
                        endpoint.address(),
                        IN_FLIGHT,
                        Map.of("newer.wins.by", "record.offset")),
                new SinkCase("sink, insert", endpoint.address(), IN_FLIGHT, Map.of("write.mode", "insert")),
                new SinkCase("sink, update", endpoint.address(), IN_FLIGHT, Map.of("write.mode", "update")));
    }

    private static void measure(List<Case> cases) throws Exception {
        Map<Case, List<Case.Round>> rounds = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
            for (Case each : cases) {
                Case.Round result = each.run();
                if (round >= WARM_UP_ROUNDS) {
                    rounds.computeIfAbsent(each, first -> new ArrayList<>()).add(result);
                }
            }
        }
        System.out.println(Report.of(rounds, IN_FLIGHT));
    }

    private static Process endpoint() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NullDynamoDb.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Where writes go, and the client that the sink would make to send them there. */
    private record Endpoint(String address, DynamoDbClient client, DynamoDbClient otherClient)
            implements AutoCloseable {
        static Endpoint at(String address) {
            ConfigDef definition = new ConfigDef();
            ConnectionSettings.define(definition);
            Map<String, String> properties = Map.of("aws.region", "eu-central-1", "aws.endpoint", address);
            return new Endpoint(
                    address,
                    ConnectionSettings.from(new AbstractConfig(definition, properties, Map.of(), false))
                            .connect(IN_FLIGHT),
                    DynamoDbClient.builder()
                            .region(Region.EU_CENTRAL_1)
                            .endpointOverride(URI.create(address))
                            .httpClientBuilder(UrlConnectionHttpClient.builder())
                            .build());
        }

        @Override
        public void close() {
            client.close();
            otherClient.close();
        }
    }
}

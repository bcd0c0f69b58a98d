package dev.darkroom.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.localstack.dynamodb.LocalDynamoDb;
import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.localstack.s3.LocalS3;
import dev.darkroom.localstack.template.SamTemplate;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** DynamoDB and S3 with the template's tables and buckets, and the runner that the build has laid out. */
final class TestingTables implements AutoCloseable {
    static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    static final String BUCKET = "darkroom-analytics-000000000000";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalDynamoDb dynamoDb;
    private final LocalS3 s3;
    private final DynamoDbClient items;
    private final S3Client objects;

    private TestingTables(LocalDynamoDb dynamoDb, LocalS3 s3) {
        this.dynamoDb = dynamoDb;
        this.s3 = s3;
        items = dynamoDb.client();
        objects = S3Client.builder()
                .endpointOverride(s3.endpoint())
                .forcePathStyle(true)
                .region(LocalAccount.REGION)
                .credentialsProvider(LocalAccount.credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Starts both, empty; S3's objects lie in {@code directory}. */
    static TestingTables start(Path directory) {
        SamTemplate template = SamTemplate.load(
                HOME.resolve("sam-template.yaml"),
                Map.of("MskClusterArn", "arn:aws:kafka:::cluster/none", "KafkaBootstrapServers", "localhost:0"));
        LocalDynamoDb dynamoDb = LocalDynamoDb.startInMemory(0);
        dynamoDb.createTables(template.tables());
        LocalS3 s3 = LocalS3.start(0, directory);
        s3.createBuckets(template.buckets());
        return new TestingTables(dynamoDb, s3);
    }

    URI dynamoDb() {
        return dynamoDb.endpoint();
    }

    DynamoDbClient items() {
        return items;
    }

    S3Client objects() {
        return objects;
    }

    void put(Map<String, AttributeValue> item) {
        items.putItem(put -> put.tableName("images").item(item));
    }

    /** What a run of the runner left behind. */
    record Run(int exitCode, String out, String err) {}

    /** The rows of the answer. */
    JsonNode ask(String... arguments) throws IOException, InterruptedException {
        return ask(dynamoDb(), arguments);
    }

    JsonNode ask(URI endpoint, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--format", "json"));
        all.addAll(List.of(arguments));
        Run run = run(endpoint, all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JSON.readTree(run.out());
    }

    Run run(URI endpoint, List<String> arguments) throws IOException, InterruptedException {
        return run(endpoint, Map.of(), arguments);
    }

    Run run(URI endpoint, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("sql-", ".out");
        Path err = Files.createTempFile("sql-", ".err");
        try {
            ProcessBuilder process = process(endpoint, arguments);
            process.environment().putAll(environment);
            int exitCode = process.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start()
                    .waitFor();
            return new Run(exitCode, read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** The runner's process, not started. */
    ProcessBuilder process(URI endpoint, List<String> arguments) throws IOException {
        Path directory = HOME.resolve("analytics/target/sql");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "@" + directory.resolve("jvm.options"),
                "-Ddarkroom.home=" + HOME,
                "-Ddarkroom.logs=" + HOME.resolve("analytics/target"),
                "-cp",
                classPath(directory.resolve("lib")),
                "dev.darkroom.analytics.Sql"));
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment()
                .putAll(Map.of(
                        "AWS_REGION",
                        LocalAccount.REGION.id(),
                        "AWS_ACCESS_KEY_ID",
                        LocalAccount.ACCESS_KEY_ID,
                        "AWS_SECRET_ACCESS_KEY",
                        LocalAccount.SECRET_ACCESS_KEY,
                        "AWS_ENDPOINT_URL_DYNAMODB",
                        endpoint.toString(),
                        "AWS_ENDPOINT_URL_S3",
                        s3.endpoint().toString(),
                        "ANALYTICS_BUCKET",
                        BUCKET));
        return process;
    }

    private static String classPath(Path directory) throws IOException {
        try (Stream<Path> jars = Files.list(directory)) {
            return jars.map(Path::toString)
                    .sorted(Comparator.comparing((String jar) -> jar.contains("athena-dynamodb")))
                    .collect(Collectors.joining(":"));
        }
    }

    @Override
    public void close() {
        items.close();
        objects.close();
        dynamoDb.close();
        s3.close();
    }
}

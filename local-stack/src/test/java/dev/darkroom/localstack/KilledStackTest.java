package dev.darkroom.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

final class KilledStackTest {
    private static final int WRITES = 25;

    @TempDir
    private Path directory;

    @Test
    void keepsEveryAcknowledgedWriteOfAStackThatWasKilled() throws Exception {
        // Given
        Path project = TestingProject.create(directory.resolve("project"));
        Path state = directory.resolve("state");
        List<String> acknowledged = writeUntilKilled(project, state);

        // When
        try (LocalStack stack =
                        LocalStack.start(LocalStackSettings.ephemeral(project).withState(state));
                S3Client s3 = S3Client.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
                DynamoDbClient dynamoDb = DynamoDbClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {

            // Then
            assertThat(recordsIn(stack)).isGreaterThanOrEqualTo(acknowledged.size());
            assertThat(s3.listObjectsV2(list -> list.bucket("testing-raw")).contents())
                    .extracting(S3Object::key)
                    .containsAll(acknowledged);
            assertThat(dynamoDb.scan(scan -> scan.tableName("images")).count())
                    .isGreaterThanOrEqualTo(acknowledged.size());
        }
    }

    private static List<String> writeUntilKilled(Path project, Path state) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        TestingStackProcess.class.getName(),
                        project.toString(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            while (acknowledged.size() < WRITES) {
                String line = output.readLine();
                assertThat(line).as("the stack's process ended by itself").isNotNull();
                if (line.matches("\\d+")) {
                    acknowledged.add(line);
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return acknowledged;
    }

    private static long recordsIn(LocalStack stack) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.environment().getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "")),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TestingProject.TOPIC).stream()
                    .map(partition -> new TopicPartition(TestingProject.TOPIC, partition.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}

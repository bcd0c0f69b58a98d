package dev.darkroom.imagestreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.localstack.dynamodb.LocalDynamoDb;
import dev.darkroom.localstack.glue.LocalGlue;
import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.localstack.kafka.TopicsFile;
import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.localstack.machine.StateDirectory;
import dev.darkroom.localstack.s3.LocalS3;
import dev.darkroom.localstack.template.Table;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** The whole application against Kafka, Glue's registry, S3 and DynamoDB. */
@SuppressWarnings("NullAway.Init")
final class RealStoresTest {
    private static final String BUCKET = "processed";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static StateDirectory state;
    private static LocalKafka kafka;
    private static LocalGlue glue;
    private static LocalS3 s3;
    private static LocalDynamoDb dynamoDb;
    private static Instant lastPublished;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String imageId = UUID.randomUUID().toString();

    @BeforeAll
    static void startStores() {
        state = StateDirectory.ephemeral();
        kafka = LocalKafka.ephemeral();
        kafka.apply(TopicsFile.read(Path.of("../msk-config/topics.yaml")));
        glue = LocalGlue.start(0, state.subdirectory("glue"));
        s3 = LocalS3.start(0, state.subdirectory("s3"));
        s3.createBucket(BUCKET);
        dynamoDb = LocalDynamoDb.startInMemory(0);
        dynamoDb.createTables(List.of(new Table(
                "ImagesTable",
                "images",
                List.of(new Table.Attribute("image_id", "S")),
                List.of(new Table.Key("image_id", "HASH")),
                List.of(),
                null)));
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty("aws.endpointUrlGlue", glue.endpoint().toString());
        System.setProperty("aws.endpointUrlS3", s3.endpoint().toString());
        System.setProperty("aws.endpointUrlDynamoDb", dynamoDb.endpoint().toString());
    }

    @AfterAll
    static void stopStores() {
        List.of("region", "accessKeyId", "secretAccessKey", "endpointUrlGlue", "endpointUrlS3", "endpointUrlDynamoDb")
                .forEach(name -> System.clearProperty("aws." + name));
        dynamoDb.close();
        s3.close();
        glue.close();
        kafka.close();
        state.close();
    }

    @Test
    void streamsAnImageAsItFinishesAndGivesItOutAfterwards() throws Exception {
        try (ImageStreaming streaming = start();
                BufferedReader stream = new BufferedReader(listen(streaming))) {
            // When
            publish(Topics.PROCESSED_IMAGES, Examples.processed(imageId, "acme"));

            // Then
            assertThat(nextLine(stream)).startsWith("id:");
            assertThat(nextLine(stream)).isEqualTo("event:processed");
            assertThat(nextLine(stream)).startsWith("data:{\"image_id\":\"" + imageId);
            assertThat(get(streaming, "/v1/images/" + imageId, BodyHandlers.ofString())
                            .body())
                    .isEqualTo(Examples.image(imageId, "acme").json());
        }
    }

    @Test
    void findsWhatFinishedBeforeItStartedButDoesNotStreamIt() throws Exception {
        // Given
        publish(Topics.FAILED_IMAGES, Examples.failed(imageId, "acme"));
        String later = UUID.randomUUID().toString();

        try (ImageStreaming streaming = start();
                BufferedReader stream = new BufferedReader(listen(streaming))) {
            // When
            await().untilAsserted(() -> assertThat(get(streaming, "/v1/images/" + imageId, BodyHandlers.ofString())
                            .body())
                    .contains("\"outcome\":\"failed\""));
            publish(Topics.PROCESSED_IMAGES, Examples.processed(later, "acme"));

            // Then
            nextLine(stream);
            assertThat(nextLine(stream)).isEqualTo("event:processed");
            assertThat(nextLine(stream)).contains(later);
        }
    }

    @Test
    void goesOnBehindTheLastImageAtAnotherInstanceWithWhatFinishedWhileThereWasNone() throws Exception {
        // Given a client that had the first of three images when its instance went, and two that finished afterwards
        List<String> ids =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(5).toList();
        String lastEventId;
        try (ImageStreaming streaming = start();
                BufferedReader stream = new BufferedReader(listen(streaming))) {
            for (String id : ids.subList(0, 3)) {
                publish(Topics.PROCESSED_IMAGES, Examples.processed(id, "acme"));
            }
            lastEventId = nextLine(stream).substring("id:".length());
            assertThat(nextLine(stream)).isEqualTo("event:processed");
            assertThat(nextLine(stream)).contains(ids.get(0));
        }
        for (String id : ids.subList(3, 5)) {
            publish(Topics.PROCESSED_IMAGES, Examples.processed(id, "acme"));
        }

        // When
        try (ImageStreaming streaming = start();
                BufferedReader stream =
                        new BufferedReader(listen(streaming, "/v1/stream", "Last-Event-ID", lastEventId))) {
            // Then
            for (String id : ids.subList(1, 5)) {
                assertThat(nextEvent(stream)).contains(id);
            }
        }
    }

    @Test
    void replaysFromTheTopicsWhatFinishedSinceATime() throws Exception {
        // Given
        publish(Topics.PROCESSED_IMAGES, Examples.processed(UUID.randomUUID().toString(), "acme"));
        await().until(() -> Instant.now().toEpochMilli() > lastPublished.toEpochMilli());
        Instant since = Instant.ofEpochMilli(lastPublished.toEpochMilli() + 1);
        publish(Topics.FAILED_IMAGES, Examples.failed(imageId, "acme"));
        publish(Topics.FAILED_IMAGES, Examples.failed(UUID.randomUUID().toString(), "another"));

        // When
        try (ImageStreaming streaming = start();
                BufferedReader stream = new BufferedReader(listen(streaming, "/v1/stream?since=" + since))) {
            // Then
            assertThat(nextEvent(stream)).contains(imageId);
            String later = UUID.randomUUID().toString();
            publish(Topics.PROCESSED_IMAGES, Examples.processed(later, "acme"));
            assertThat(nextEvent(stream)).contains(later);
        }
    }

    @Test
    void isNotReadyWhileTheRegistryIsAway() throws Exception {
        try (ImageStreaming streaming = start()) {
            await().until(() ->
                    get(streaming, "/readyz", BodyHandlers.discarding()).statusCode() == 200);

            // When
            glue.close();
            try {
                await().atMost(PATIENCE)
                        .until(() -> get(streaming, "/readyz", BodyHandlers.discarding())
                                        .statusCode()
                                == 503);

                // Then
                assertThat(get(streaming, "/readyz", BodyHandlers.ofString()).body())
                        .contains("\"registry\":\"away\"", "\"kafka\":\"ok\"");
            } finally {
                glue = LocalGlue.start(glue.endpoint().getPort(), state.subdirectory("glue"));
            }
        }
    }

    @Test
    void countsWhatItDoesForPrometheus() throws Exception {
        try (ImageStreaming streaming = start();
                BufferedReader stream = new BufferedReader(listen(streaming))) {
            publish(Topics.PROCESSED_IMAGES, Examples.processed(imageId, "acme"));
            nextEvent(stream);

            // When
            String metrics = get(streaming, "/metrics", BodyHandlers.ofString()).body();

            // Then
            assertThat(metrics.lines())
                    .allMatch(line -> line.matches("# (HELP|TYPE) .+|[a-zA-Z_:][a-zA-Z0-9_:]*(\\{.*})? \\S+"))
                    .anyMatch(line -> line.startsWith("darkroom_feed_listeners 1"))
                    .anyMatch(line -> line.startsWith("kafka_consumer_"))
                    .noneMatch(line -> line.contains(imageId));
        }
    }

    @Test
    void leavesOutARecordNobodyCanRead() throws Exception {
        try (ImageStreaming streaming = start();
                BufferedReader stream = new BufferedReader(listen(streaming))) {
            // When
            try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                    Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                    new StringSerializer(),
                    new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>(Topics.PROCESSED_IMAGES, imageId, new byte[] {1, 2, 3}))
                        .get();
            }
            publish(Topics.PROCESSED_IMAGES, Examples.processed(imageId, "acme"));

            // Then
            nextLine(stream);
            assertThat(nextLine(stream)).isEqualTo("event:processed");
        }
    }

    @Test
    void findsAnOldImageInTheTable() throws Exception {
        // Given
        try (DynamoDbClient table = dynamoDb.client()) {
            table.putItem(put -> put.tableName("images")
                    .item(Map.of(
                            "image_id", AttributeValue.fromS(imageId),
                            "customer_id", AttributeValue.fromS("acme"),
                            "outcome", AttributeValue.fromS("processed"),
                            "size_bytes", AttributeValue.fromN("5000000000"),
                            "variants", AttributeValue.fromL(List.of()))));
        }

        try (ImageStreaming streaming = start()) {
            // When
            String document = get(streaming, "/v1/images/" + imageId, BodyHandlers.ofString())
                    .body();

            // Then
            assertThat(document)
                    .isEqualTo("{\"image_id\":\"" + imageId + "\",\"outcome\":\"processed\",\"customer_id\":\"acme\","
                            + "\"size_bytes\":5000000000,\"variants\":[],\"links\":{\"self\":\"/v1/images/" + imageId
                            + "\",\"variants\":{}}}");
        }
    }

    @Test
    void sendsAVariantsBytesUntilTheyAreGone() throws Exception {
        // Given
        byte[] bytes = TestingVariantStore.bytes(3_000_000);
        try (ImageStreaming streaming = start(Map.of("VARIANT_CACHE_BYTES", "0"));
                S3Client client = S3Client.builder()
                        .httpClientBuilder(Apache5HttpClient.builder())
                        .build()) {
            client.putObject(put -> put.bucket(BUCKET).key("k/w.webp"), RequestBody.fromBytes(bytes));
            publish(Topics.PROCESSED_IMAGES, Examples.processed(imageId, "acme"));
            String path = "/v1/images/" + imageId + "/variants/web";
            await().until(() -> get(streaming, path, BodyHandlers.discarding()).statusCode() == 200);

            // When
            HttpResponse<byte[]> there = get(streaming, path, BodyHandlers.ofByteArray());
            client.deleteObject(delete -> delete.bucket(BUCKET).key("k/w.webp"));
            HttpResponse<String> gone = get(streaming, path, BodyHandlers.ofString());

            // Then
            assertThat(there.body()).isEqualTo(bytes);
            assertThat(gone.statusCode()).isEqualTo(410);
            assertThat(gone.body()).contains("urn:darkroom:problem:gone");
        }
    }

    private static ImageStreaming start() {
        return start(Map.of());
    }

    private static ImageStreaming start(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "SCHEMA_AUTO_REGISTRATION",
                "true",
                "PROCESSED_BUCKET",
                BUCKET,
                "HTTP_PORT",
                "0"));
        environment.putAll(more);
        return ImageStreaming.start(environment);
    }

    private static <T extends SpecificRecord> void publish(String topic, T image) throws Exception {
        Map<String, String> environment = Map.of("SCHEMA_AUTO_REGISTRATION", "true");
        try (GlueSchemaRegistry registry = GlueSchemaRegistry.fromEnvironment(environment);
                KafkaProducer<String, T> producer = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                        new StringSerializer(),
                        new GlueAvroSerializer<>(registry))) {
            lastPublished = Instant.ofEpochMilli(producer.send(new ProducerRecord<>(topic, "key", image))
                    .get()
                    .timestamp());
        }
    }

    private Reader listen(ImageStreaming streaming) throws Exception {
        return listen(streaming, "/v1/stream");
    }

    private Reader listen(ImageStreaming streaming, String path, String... headers) throws Exception {
        await().until(() -> get(streaming, "/readyz", BodyHandlers.discarding()).statusCode() == 200);
        return new InputStreamReader(
                get(streaming, path, BodyHandlers.ofInputStream(), headers).body(), StandardCharsets.UTF_8);
    }

    /** The next event's data. */
    private static String nextEvent(BufferedReader stream) throws Exception {
        while (true) {
            String line = nextLine(stream);
            if (line.startsWith("data:")) {
                return line;
            }
        }
    }

    /** The next line that is neither empty nor a comment, nor the id that comes with one. */
    private static String nextLine(BufferedReader stream) throws Exception {
        while (true) {
            String line = stream.readLine();
            assertThat(line).isNotNull();
            if (line.startsWith(":")) {
                assertThat(stream.readLine()).startsWith("id:");
            } else if (!line.isEmpty()) {
                return line;
            }
        }
    }

    private <T> HttpResponse<T> get(ImageStreaming streaming, String path, BodyHandler<T> body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + streaming.port() + path))
                .header("X-Customer-Id", "acme");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), body);
    }
}

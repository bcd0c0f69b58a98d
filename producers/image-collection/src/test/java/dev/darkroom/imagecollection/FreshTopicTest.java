package dev.darkroom.imagecollection;

import static org.apache.kafka.clients.admin.AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.httpservice.TraceContext;
import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The topic is made while images come in: a broker tells clients of a partition before it takes records for it. */
final class FreshTopicTest {
    private static final List<NewTopic> TOPICS = List.of(new NewTopic(Topics.RAW_IMAGES, 120, (short) 1));
    private static final int IMAGES = 3_000;
    private static final int MILLIS = 600;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final SharedStores STORES = new SharedStores();

    @RepeatedTest(3)
    void refusesNoImageBecauseItsPartitionIsNew() {
        // Given
        Random random = new Random(1);
        try (LocalKafka kafka = LocalKafka.ephemeral();
                GlueSchemaRegistry registry =
                        GlueSchemaRegistry.fromEnvironment(STORES.get().environment())) {
            Map<String, Object> client = Map.of(BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
            try (Admin admin = Admin.create(client);
                    KafkaRawImageLog log = KafkaRawImageLog.connect(client, registry, new SimpleMeterRegistry())) {
                // When
                CompletableFuture<Void> creation = after(MILLIS / 4, () -> admin.createTopics(TOPICS));
                CompletableFuture<Void> uploads = CompletableFuture.allOf(Stream.generate(() -> random.nextInt(MILLIS))
                        .limit(IMAGES)
                        .map(millis -> after(millis, () -> log.publish(image(), TraceContext.begin())))
                        .toArray(CompletableFuture[]::new));

                // Then
                assertThat(creation).succeedsWithin(PATIENCE);
                assertThat(uploads).succeedsWithin(PATIENCE);
            }
        }
    }

    private static CompletableFuture<Void> after(int millis, Runnable action) {
        return CompletableFuture.runAsync(
                action, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Thread::startVirtualThread));
    }

    private static RawImage image() {
        return RawImage.newBuilder()
                .setImageId(UUID.randomUUID().toString())
                .setCustomerId("acme")
                .setBucket("raw")
                .setKey("raw/acme/1")
                .setSizeBytes(1)
                .setSha256("00")
                .setContentType("image/jpeg")
                .setReceivedAt(Instant.EPOCH)
                .build();
    }
}

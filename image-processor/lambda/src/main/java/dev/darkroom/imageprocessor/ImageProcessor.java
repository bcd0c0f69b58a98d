package dev.darkroom.imageprocessor;

import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import dev.darkroom.schemas.registry.SchemaRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/** The processor with its clients, wired. */
final class ImageProcessor implements AutoCloseable {
    /** Made before the clients, which log from threads of their own while they are made. */
    private static final Logger LOG = LoggerFactory.getLogger(ImageProcessor.class);

    private final S3Images images;
    private final SchemaRegistry registry;
    private final KafkaResults results;
    private final Batches batches;

    private ImageProcessor(
            S3Images images,
            SchemaRegistry registry,
            KafkaResults results,
            Functions functions,
            Map<String, String> environment) {
        this.images = images;
        this.registry = registry;
        this.results = results;
        this.batches = new Batches(
                new KafkaTaskDecoder(registry),
                new TaskProcessor(functions, images, images, MemoryBudget.of(environment), InstantSource.system()),
                results,
                Environment.ofJvm(),
                EmbeddedMetrics.of(environment));
    }

    /**
     * Makes the clients side by side: {@code KAFKA_*}, {@code SCHEMA_REGISTRY_NAME}, {@code PROCESSED_BUCKET}, and what
     * the AWS SDK reads.
     *
     * @throws IllegalArgumentException when a setting is missing
     */
    static ImageProcessor start(Map<String, String> environment) {
        ImageProcessorConfig config = ImageProcessorConfig.of(environment);
        var s3 = inParallel(S3Images::client);
        var registry = inParallel(() -> GlueSchemaRegistry.fromEnvironment(environment));
        var producer = inParallel(() -> KafkaResults.producer(environment));
        Functions functions = Functions.load();
        S3Client s3Client = join(s3);
        SchemaRegistry schemaRegistry = join(registry);
        Producer<String, byte[]> kafkaProducer = join(producer);
        LOG.atInfo().addKeyValue("functions", functions.names()).log("Image processor started");
        return new ImageProcessor(
                new S3Images(s3Client, config.processedBucket()),
                schemaRegistry,
                new KafkaResults(kafkaProducer, schemaRegistry),
                functions,
                environment);
    }

    private static <T> CompletableFuture<T> inParallel(Supplier<T> maker) {
        return CompletableFuture.supplyAsync(
                maker, task -> Thread.ofPlatform().daemon().start(task));
    }

    private static <T> T join(CompletableFuture<T> made) {
        try {
            return made.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    Batches batches() {
        return batches;
    }

    @Override
    public void close() {
        results.close();
        registry.close();
        images.close();
    }
}

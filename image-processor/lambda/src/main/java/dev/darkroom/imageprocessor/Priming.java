package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a first event would have to do first: loads functions with their decoders, reads and writes records, and
 * sends requests.
 */
final class Priming {
    private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

    private Priming() {}

    /** Whether all of it was done; whatever goes wrong is no more than a slower first event. */
    static boolean run(Functions functions, Runnable clients, Consumer<ImageBytes> requests) {
        try {
            clients.run();
            LOG.atInfo().addKeyValue("functions", functions.names()).log("Priming");
            ImageBytes image = ImageBytes.of(photo());
            ImageFacts facts = new ImageFacts("image/jpeg", image.size(), 64, 48, "priming", null);
            for (var function : functions.latest()) {
                GuardedFunction guarded = new GuardedFunction(function);
                ImageSource source = new ImageSource(facts, image);
                guarded.memory(source);
                guarded.apply(source);
            }
            primeRecords(image);
            requests.accept(image);
            return true;
        } catch (FailedImageException | RuntimeException e) {
            LOG.atWarn().setCause(e).log("The snapshot was not primed in full");
            return false;
        }
    }

    private static void primeRecords(ImageBytes image) {
        ImageTask task = ImageTask.newBuilder()
                .setImageId("priming")
                .setCustomerId("priming")
                .setLane(Lane.STANDARD)
                .setAttempt(1)
                .setFunction("priming")
                .setBucket("priming")
                .setKey("priming")
                .setSizeBytes(image.size())
                .setSha256(Sha256.hex(image))
                .setContentType("image/jpeg")
                .setWidth(64)
                .setHeight(48)
                .setReceivedAt(Instant.EPOCH)
                .setDispatchedAt(Instant.EPOCH)
                .build();
        SchemaRegistry registry = new OneSchema(ImageTask.getClassSchema());
        byte[] written = new GlueAvroSerializer<ImageTask>(registry).serialize("priming", task);
        ImageTask read = new GlueAvroDeserializer<>(registry, ImageTask.class).deserialize("priming", written);
        Objects.requireNonNull(read);
        if (Endings.processed(read, List.of(), Instant.EPOCH, Instant.EPOCH) instanceof Ending.Processed ending) {
            SchemaRegistry endings = new OneSchema(ProcessedImage.getClassSchema());
            new GlueAvroSerializer<ProcessedImage>(endings).serialize("priming", ending.event());
        }
    }

    /** A registry that nobody has to be asked for. */
    private record OneSchema(Schema schema) implements SchemaRegistry {
        @Override
        public UUID idOf(String schemaName, Schema schema) {
            return new UUID(0, 0);
        }

        @Override
        public Schema schemaOf(UUID versionId) {
            return schema;
        }
    }

    private static byte[] photo() {
        try (InputStream photo = Objects.requireNonNull(Priming.class.getResourceAsStream("/priming.jpg"))) {
            return photo.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

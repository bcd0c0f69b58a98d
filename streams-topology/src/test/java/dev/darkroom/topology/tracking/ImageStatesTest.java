package dev.darkroom.topology.tracking;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import dev.darkroom.topology.Outcomes;
import dev.darkroom.topology.admission.RawImages;
import dev.darkroom.topology.lifecycle.Course;
import dev.darkroom.topology.lifecycle.Event;
import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.lifecycle.Route;
import dev.darkroom.topology.lifecycle.Tasks;
import dev.darkroom.topology.lifecycle.Trace;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class ImageStatesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final TestingSchemaRegistry registry = new TestingSchemaRegistry();
    private final Codecs codecs = new Codecs(registry);
    private final Serde<ImageState> serde = ImageStates.serde(registry);

    @Test
    void keepsTheUploadOfAnOpenImage() {
        // Given
        ImageState.Dispatched dispatched = new ImageState.Dispatched(course(), NOW, NOW);

        // When
        ImageState kept = read(write(dispatched));

        // Then
        assertThat(kept).isEqualTo(dispatched);
    }

    @Test
    void keepsAProcessedImageWithoutItsUploadAndStillKnowsItsIdentity() {
        // Given
        Course course = course();
        ImageTask task = Tasks.of(new ImageState.Dispatched(course, NOW, NOW));
        Event<ProcessedImage> outcome = codecs.event(Topics.PROCESSED_IMAGES, Outcomes.done(task, NOW));
        ImageState.Processed processed = new ImageState.Processed(course, NOW, outcome);

        // When
        byte[] bytes = write(processed);
        ImageState.Processed kept = (ImageState.Processed) read(bytes);

        // Then
        assertThat(bytes.length).isLessThan(course.upload().bytes().length + outcome.bytes().length);
        assertThat(kept.outcome()).isEqualTo(outcome);
        assertThat(Duplicates.identity(kept.course())).isEqualTo(Duplicates.identity(course));
    }

    private Course course() {
        RawImage image = RawImages.distinct("a")
                .setSourceName("a name long enough to be missed ".repeat(10))
                .build();
        return Course.begin("a", "acme", codecs.event(Topics.RAW_IMAGES, image), Trace.NONE, NOW)
                .routed(new Route(Lane.EXPRESS, "web-variants", "resize:100x100"));
    }

    private byte[] write(ImageState state) {
        return requireNonNull(serde.serializer().serialize(ImageStates.STORE, state));
    }

    private ImageState read(byte[] bytes) {
        return requireNonNull(serde.deserializer().deserialize(ImageStates.STORE, bytes));
    }
}

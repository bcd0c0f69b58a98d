package dev.darkroom.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.topology.admission.RawImages;
import dev.darkroom.topology.tracking.TrackingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the topology does, record by record. Undecodable input under exactly-once is in {@code ExactlyOnceIT}. */
final class ImageTopologyTest {
    private static final Instant PUBLISHED_AT = RawImages.RECEIVED_AT.plusMillis(20);

    private final FailingSchemaRegistry registry = new FailingSchemaRegistry();
    private TestingImageTopology topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TestingImageTopology(registry, TrackingSettings.DEFAULT, stateDirectory);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @ParameterizedTest
    @CsvSource({
        " 640,  480, EXPRESS,  image-tasks-express",
        "4000, 3000, STANDARD, image-tasks-standard",
        "9000, 9000, BULK,     image-tasks-bulk",
    })
    void dispatchesAnImageToItsLaneAndNowhereElse(int width, int height, Lane lane, String topic) {
        // Given
        RawImage image =
                RawImages.acceptable().setWidth(width).setHeight(height).build();

        // When
        topology.receives(RawImages.ID, image, PUBLISHED_AT);

        // Then
        assertThat(topology.touchedTopics()).containsExactly(topic);
        assertThat(topology.tasks(topic)).singleElement().satisfies(task -> {
            assertThat(task.key()).isEqualTo(RawImages.ID);
            assertThat(task.value().getLane()).isEqualTo(lane);
        });
    }

    @Test
    void givesTheFunctionAllItNeedsToKnowOfTheImage() {
        // Given
        RawImage image = RawImages.acceptable().build();

        // When
        topology.receives(RawImages.ID, image, PUBLISHED_AT);

        // Then
        assertThat(topology.tasks(Topics.IMAGE_TASKS_EXPRESS))
                .singleElement()
                .isEqualTo(new TestRecord<>(
                        RawImages.ID,
                        ImageTask.newBuilder()
                                .setImageId(RawImages.ID)
                                .setCustomerId("acme")
                                .setLane(Lane.EXPRESS)
                                .setAttempt(1)
                                .setFunction("web-variants")
                                .setBucket("darkroom-raw")
                                .setKey("raw/acme/" + RawImages.ID)
                                .setSizeBytes(12_345)
                                .setSha256("0123456789abcdef".repeat(4))
                                .setContentType("image/jpeg")
                                .setWidth(640)
                                .setHeight(480)
                                .setSourceName("cat.jpg")
                                .setReceivedAt(RawImages.RECEIVED_AT)
                                .setDispatchedAt(TestingImageTopology.NOW)
                                .build(),
                        PUBLISHED_AT));
    }

    @Test
    void dispatchesByTheClockSoThatWaitingIsCountedFromTheDispatch() {
        // Given
        RawImage image = RawImages.acceptable().build();
        topology.passes(Duration.ofHours(1));

        // When
        topology.receives(RawImages.ID, image, PUBLISHED_AT);

        // Then
        assertThat(topology.tasks(Topics.IMAGE_TASKS_EXPRESS))
                .singleElement()
                .satisfies(task -> assertThat(task.value().getDispatchedAt())
                        .isEqualTo(TestingImageTopology.NOW.plus(Duration.ofHours(1))));
    }

    @Test
    void asksForTheFunctionTheUploadNamed() {
        // Given
        RawImage image = RawImages.acceptable().setFunction("grey").build();

        // When
        topology.receives(RawImages.ID, image, PUBLISHED_AT);

        // Then
        assertThat(topology.tasks(Topics.IMAGE_TASKS_EXPRESS))
                .singleElement()
                .satisfies(task -> assertThat(task.value().getFunction()).isEqualTo("grey"));
    }

    @Test
    void refusesAnImageWithACauseAndNothingElse() {
        // Given
        RawImage image = RawImages.acceptable().setContentType("text/plain").build();

        // When
        topology.receives(RawImages.ID, image, PUBLISHED_AT);

        // Then
        assertThat(topology.touchedTopics()).containsExactly(Topics.FAILED_IMAGES);
        assertThat(topology.failures())
                .singleElement()
                .isEqualTo(new TestRecord<>(
                        RawImages.ID,
                        FailedImage.newBuilder()
                                .setImageId(RawImages.ID)
                                .setCustomerId("acme")
                                .setStage(Stage.VALIDATION)
                                .setReason(Reason.UNSUPPORTED_TYPE)
                                .setDetail(
                                        "The bytes are of type text/plain; supported are image/jpeg, image/png, image/gif, image/webp.")
                                .setAttempts(0)
                                .setContentType("text/plain")
                                .setSizeBytes(12_345L)
                                .setSha256("0123456789abcdef".repeat(4))
                                .setSourceName("cat.jpg")
                                .setReceivedAt(RawImages.RECEIVED_AT)
                                .setFinishedAt(PUBLISHED_AT)
                                .build(),
                        PUBLISHED_AT));
    }

    @Test
    void refusesARepeatedUploadOnce() {
        // Given
        RawImage image = RawImages.acceptable().setWidth(0).build();
        topology.receives(RawImages.ID, image, PUBLISHED_AT);
        topology.passes(Duration.ofDays(1));

        // When
        topology.receives(RawImages.ID, image, PUBLISHED_AT);

        // Then
        assertThat(topology.failures()).hasSize(1);
        assertThat(topology.total("repeated-uploads")).isEqualTo(1);
    }

    @Test
    void filesAnEventWithoutUsableIdsUnderItsPlaceInTheTopic() {
        // Given
        RawImage image =
                RawImages.acceptable().setImageId("../x").setCustomerId("").build();

        // When
        topology.receives("", image, PUBLISHED_AT);

        // Then
        assertThat(topology.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.key()).isEqualTo("raw-images-0-0");
            assertThat(failure.value().getImageId()).isEqualTo("raw-images-0-0");
            assertThat(failure.value().getCustomerId()).isEqualTo("unknown");
            assertThat(failure.value().getReason()).isEqualTo(Reason.INVALID_METADATA);
        });
    }

    @Test
    void cutsLabelsSoThatNoResultOutgrowsItsEvent() {
        // Given
        RawImage image =
                RawImages.acceptable().setSourceName("n".repeat(500_000)).build();

        // When
        topology.receives(RawImages.ID, image, PUBLISHED_AT);

        // Then
        assertThat(topology.tasks(Topics.IMAGE_TASKS_EXPRESS))
                .singleElement()
                .satisfies(task -> assertThat(task.value().getSourceName()).hasSize(1024));
    }

    @ParameterizedTest
    @CsvSource({
        "raw-images, not avro at all",
        "raw-images, ",
        "task-failures, not avro at all",
        "task-failures, ",
        "task-outcomes, not avro at all",
        "task-outcomes, ",
        "commands, not avro at all",
        "commands, ",
    })
    void setsAsideWhatCannotBeDecodedAndGoesOn(String topic, String value) {
        // Given
        byte[] key = "some-key".getBytes(UTF_8);
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        Headers headers = new RecordHeaders().add("trace", "1".getBytes(UTF_8));
        topology.receivesBytes(topic, new TestRecord<>(key, bytes, headers, PUBLISHED_AT));

        // When
        topology.receives(RawImages.ID, RawImages.acceptable().build(), PUBLISHED_AT);

        // Then
        assertThat(topology.tasks(Topics.IMAGE_TASKS_EXPRESS)).hasSize(1);
        assertThat(topology.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(key);
            assertThat(letter.value()).isEqualTo(bytes);
            assertThat(DeadLetterHeaders.of(letter.headers()))
                    .containsEntry("trace", "1")
                    .containsEntry("__streams.errors.topic", topic)
                    .containsEntry("__streams.errors.partition", "0")
                    .containsEntry("__streams.errors.offset", "0")
                    .hasEntrySatisfying(
                            "__streams.errors.message",
                            message -> assertThat(message).contains(topic));
        });
    }

    @Test
    void setsAsideARecordOfASchemaNobodyKnows() {
        // Given
        byte[] unknownSchema = new byte[40];
        unknownSchema[0] = 3;

        // When
        topology.receivesBytes(Topics.RAW_IMAGES, new TestRecord<>("k".getBytes(UTF_8), unknownSchema));

        // Then
        assertThat(topology.deadLetters()).hasSize(1);
    }

    @Test
    void stopsInsteadOfSettingAsideGoodRecordsWhileTheRegistryIsAway() {
        // Given
        RawImage image = RawImages.acceptable().build();
        registry.failOnReading(true);

        // When
        assertThatThrownBy(() -> topology.receives(RawImages.ID, image, PUBLISHED_AT))
                // Then
                .isInstanceOf(StreamsException.class);
        assertThat(topology.deadLetters()).isEmpty();
    }

    @Test
    void stopsInsteadOfSettingAsideImagesWhoseTaskHasNoSchemaYet() {
        // Given
        RawImage image = RawImages.acceptable().build();
        registry.refuse("dev.darkroom.schemas.ImageTask");

        // When
        assertThatThrownBy(() -> topology.receives(RawImages.ID, image, PUBLISHED_AT))
                // Then
                .isInstanceOf(StreamsException.class);
        assertThat(topology.deadLetters()).isEmpty();
    }
}

package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import dev.darkroom.schemas.Variant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TaskProcessorTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:06Z");
    private static final byte[] RAW = "raw".getBytes(StandardCharsets.UTF_8);

    private final TestingStore store = new TestingStore();

    private TaskProcessor processor(TestingFunction function) {
        return new TaskProcessor(new Functions(List.of(function)), store, store, InstantSource.fixed(NOW));
    }

    @Test
    void storesRenditionsUnderKeysThatFollowFromTheTask() {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", RAW);

        // When
        Ending ending = processor(TestingFunction.copying("copy")).process(task);

        // Then
        String key = "processed/acme/i1/copy.png";
        assertThat(store.processed.keySet()).containsExactly(key);
        assertThat(store.contentTypes).containsEntry(key, "image/png");
        assertThat(ending)
                .isEqualTo(new Ending.Processed(ProcessedImage.newBuilder()
                        .setImageId("i1")
                        .setCustomerId("acme")
                        .setLane(task.getLane())
                        .setFunction("copy")
                        .setAttempts(2)
                        .setContentType("image/png")
                        .setSizeBytes(3)
                        .setSha256(task.getSha256())
                        .setWidth(6)
                        .setHeight(4)
                        .setSourceName("cat.png")
                        .setReceivedAt(TestingTasks.RECEIVED)
                        .setFinishedAt(NOW)
                        .setProcessingMillis(0)
                        .setVariants(List.of(
                                new Variant("copy", "processed-bucket", key, "image/png", 3L, 6, 4, task.getSha256())))
                        .build()));
    }

    @Test
    void failsATaskThatNamesNoKnownFunction() {
        assertThat(failure(TestingFunction.copying("copy"), TestingTasks.stored(store, "i1", "sepia", RAW)))
                .isEqualTo(new Cause(
                        Stage.DELIVERY,
                        Reason.UNKNOWN_FUNCTION,
                        "No image function is named 'sepia'; there are [copy]."));
    }

    @Test
    void failsATaskWhoseRawImageIsGone() {
        assertThat(failure(TestingFunction.copying("copy"), TestingTasks.task("i1", "copy", ImageBytes.of(RAW))))
                .isEqualTo(new Cause(
                        Stage.DELIVERY,
                        Reason.RAW_IMAGE_MISSING,
                        "There is no object raw/acme/i1 in bucket raw-bucket."));
    }

    @Test
    void failsATaskWhoseRawImageIsNotWhatWasTakenIn() {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", RAW);
        store.raw.put("raw-bucket/raw/acme/i1", ImageBytes.of("row".getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(failure(TestingFunction.copying("copy"), task))
                .extracting(Cause::stage, Cause::reason)
                .containsExactly(Stage.DELIVERY, Reason.CORRUPT);
    }

    @ParameterizedTest
    @CsvSource({
        "UNSUPPORTED_TYPE, UNSUPPORTED_TYPE",
        "TOO_MANY_PIXELS, TOO_MANY_PIXELS",
        "TRUNCATED, TRUNCATED",
        "CORRUPT, CORRUPT",
        "OTHER, FUNCTION_REFUSED",
    })
    void passesOnWhyAFunctionRefused(Refusal.Reason refused, Reason reason) {
        var refusing = new TestingFunction("refuse", source -> new Refusal(refused, "Because."));
        assertThat(failure(refusing, TestingTasks.stored(store, "i1", "refuse", RAW)))
                .isEqualTo(new Cause(Stage.PROCESSING, reason, "Because."));
    }

    @Test
    void failsTheImageWhenTheFunctionThrows() {
        var throwing = new TestingFunction("throw", source -> {
            throw new IllegalStateException("no ink");
        });
        assertThat(failure(throwing, TestingTasks.stored(store, "i1", "throw", RAW)))
                .isEqualTo(new Cause(
                        Stage.PROCESSING,
                        Reason.FUNCTION_ERROR,
                        "throw threw java.lang.IllegalStateException: no ink"));
    }

    @Test
    void failsTheImageWhenTheFunctionRunsOutOfMemory() {
        var greedy = new TestingFunction("greedy", source -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThat(failure(greedy, TestingTasks.stored(store, "i1", "greedy", RAW)))
                .extracting(Cause::reason)
                .isEqualTo(Reason.FUNCTION_ERROR);
    }

    @Test
    void leavesATaskToBeDeliveredAgainWhenTheStoreIsOut() {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", RAW);
        store.outage = new IllegalStateException("503 SlowDown");

        // Then
        assertThatThrownBy(() -> processor(TestingFunction.copying("copy")).process(task))
                .hasMessage("503 SlowDown");
    }

    private record Cause(Stage stage, Reason reason, String detail) {}

    private Cause failure(TestingFunction function, ImageTask task) {
        return switch (processor(function).process(task)) {
            case Ending.Failed end -> {
                FailedImage event = end.event();
                assertThat(event.getImageId()).isEqualTo("i1");
                assertThat(event.getAttempts()).isEqualTo(2);
                assertThat(event.getFinishedAt()).isEqualTo(NOW);
                assertThat(event.getReceivedAt()).isEqualTo(TestingTasks.RECEIVED);
                assertThat(store.processed).isEmpty();
                yield new Cause(event.getStage(), event.getReason(), event.getDetail());
            }
            case Ending.Processed processed -> throw new AssertionError(processed);
        };
    }
}

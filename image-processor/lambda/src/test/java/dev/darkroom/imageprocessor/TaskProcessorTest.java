package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.imagefunction.Renditions;
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
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TaskProcessorTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:06Z");
    private static final Deadline AMPLE = new Deadline(() -> 60_000);
    private static final int MEMORY_BYTES = 64 << 10;
    private static final byte[] RAW = "raw".getBytes(StandardCharsets.UTF_8);

    private final TestingStore store = new TestingStore();

    private final MemoryBudget memory = new MemoryBudget(new Memory(MEMORY_BYTES, 0));

    private TaskProcessor processor(TestingFunction function) {
        return new TaskProcessor(new Functions(List.of(function)), store, store, memory, InstantSource.fixed(NOW));
    }

    @Test
    void storesRenditionsUnderKeysThatFollowFromTheTask() throws InterruptedException {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", RAW);

        // When
        Ending ending = processor(TestingFunction.copying("copy")).process(task, AMPLE);

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
    void handsTheTasksOperationsToTheFunctionAndFailsTheImageOverThem() throws InterruptedException {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", RAW, "[turn it]");
        TestingFunction choosy = new TestingFunction(
                "copy", source -> new Refusal(Refusal.Reason.INVALID_OPERATIONS, "No " + source.operations()));

        // Then
        assertThat(failure(choosy, task))
                .isEqualTo(new Cause(Stage.PROCESSING, Reason.INVALID_OPERATIONS, "No [turn it]"));
    }

    @Test
    void doesNotBlameTheImageWhenTheWorkIsCalledOff() {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", RAW);
        TestingFunction calledOff = new TestingFunction("copy", source -> {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while an image was processed");
        });

        // Then
        assertThatExceptionOfType(RetryLaterException.class)
                .isThrownBy(() -> processor(calledOff).process(task, AMPLE))
                .withMessage("copy was called off before it was done");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void failsATaskThatNamesNoKnownFunction() throws InterruptedException {
        assertThat(failure(TestingFunction.copying("copy"), TestingTasks.stored(store, "i1", "sepia", RAW)))
                .isEqualTo(new Cause(
                        Stage.DELIVERY,
                        Reason.UNKNOWN_FUNCTION,
                        "No image function is named 'sepia'; there are [copy, copy@1]."));
    }

    @Test
    void failsATaskWhoseRawImageIsGone() throws InterruptedException {
        assertThat(failure(TestingFunction.copying("copy"), TestingTasks.task("i1", "copy", ImageBytes.of(RAW))))
                .isEqualTo(new Cause(
                        Stage.DELIVERY,
                        Reason.RAW_IMAGE_MISSING,
                        "There is no object raw/acme/i1 in bucket raw-bucket."));
    }

    @Test
    void failsATaskWhoseRawImageIsNotWhatWasTakenIn() throws InterruptedException {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", RAW);
        store.raw.put("raw-bucket/raw/acme/i1", ImageBytes.of("row".getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(failure(TestingFunction.copying("copy"), task))
                .isEqualTo(new Cause(
                        Stage.DELIVERY,
                        Reason.CORRUPT,
                        "The object raw/acme/i1 is not what was taken in: its SHA-256 differs."));
    }

    @Test
    void failsATaskWhoseRawImageIsOfAnotherSize() throws InterruptedException {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", RAW);
        store.raw.put("raw-bucket/raw/acme/i1", ImageBytes.of(new byte[4]));

        // Then
        assertThat(failure(TestingFunction.copying("copy"), task))
                .isEqualTo(new Cause(
                        Stage.DELIVERY,
                        Reason.CORRUPT,
                        "The object raw/acme/i1 is not what was taken in: it has 4 bytes instead of 3."));
    }

    @ParameterizedTest
    @CsvSource({
        "UNSUPPORTED_TYPE, UNSUPPORTED_TYPE",
        "TOO_MANY_PIXELS, TOO_MANY_PIXELS",
        "TRUNCATED, TRUNCATED",
        "CORRUPT, CORRUPT",
        "OTHER, FUNCTION_REFUSED",
    })
    void passesOnWhyAFunctionRefused(Refusal.Reason refused, Reason reason) throws InterruptedException {
        var refusing = new TestingFunction("refuse", source -> new Refusal(refused, "Because."));
        assertThat(failure(refusing, TestingTasks.stored(store, "i1", "refuse", RAW)))
                .isEqualTo(new Cause(Stage.PROCESSING, reason, "Because."));
    }

    @Test
    void failsTheImageWhenTheFunctionThrows() throws InterruptedException {
        var throwing = new TestingFunction("throw", source -> {
            throw new IllegalStateException("no ink");
        });
        assertThat(failure(throwing, TestingTasks.stored(store, "i1", "throw", RAW)))
                .isEqualTo(new Cause(
                        Stage.PROCESSING,
                        Reason.FUNCTION_ERROR,
                        "throw threw java.lang.IllegalStateException: no ink"));
    }

    @ParameterizedTest
    @MethodSource
    void failsTheImageWhateverAFunctionDoesWrong(TestingFunction faulty, String detail) throws InterruptedException {
        assertThat(failure(faulty, TestingTasks.stored(store, "i1", "faulty", RAW)))
                .isEqualTo(new Cause(Stage.PROCESSING, Reason.FUNCTION_ERROR, detail));
    }

    static Stream<Arguments> failsTheImageWhateverAFunctionDoesWrong() {
        return Stream.of(
                arguments(throwing(new IllegalStateException()), "faulty threw java.lang.IllegalStateException"),
                arguments(
                        throwing(new NoClassDefFoundError("ink/Well")),
                        "faulty threw java.lang.NoClassDefFoundError: ink/Well"),
                arguments(throwing(new StackOverflowError()), "faulty threw java.lang.StackOverflowError"),
                arguments(
                        new TestingFunction("faulty", source -> TestingFunction.nothing()),
                        "faulty threw java.lang.NullPointerException: apply gave null"),
                arguments(
                        needing(() -> {
                            throw new IllegalStateException("no scales");
                        }),
                        "faulty threw java.lang.IllegalStateException: no scales"),
                arguments(
                        needing(() -> -1),
                        "faulty threw java.lang.IllegalArgumentException: memoryBytes is -1, nativeMemoryBytes 0"),
                arguments(needing(() -> Long.MAX_VALUE), "faulty threw java.lang.ArithmeticException: long overflow"),
                arguments(
                        new TestingFunction("faulty", source -> new Renditions(renditions(101))),
                        "faulty gave 101 renditions; at most 100 are taken"));
    }

    private static TestingFunction throwing(Throwable thrown) {
        return new TestingFunction("faulty", source -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        });
    }

    private static TestingFunction needing(LongSupplier memoryBytes) {
        return new TestingFunction("faulty", TestingFunction.copying("faulty").work(), memoryBytes, memoryBytes);
    }

    private static List<Rendition> renditions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Rendition("r" + i, ImageBytes.of(RAW), "image/png", 1, 1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void doesNotBlameTheImageForAJvmThatRanOutOfMemory(Throwable thrown) {
        ImageTask task = TestingTasks.stored(store, "i1", "faulty", RAW);
        assertThatThrownBy(() -> processor(throwing(thrown)).process(task, AMPLE))
                .isInstanceOf(OutOfMemoryError.class);
    }

    static Stream<Throwable> doesNotBlameTheImageForAJvmThatRanOutOfMemory() {
        OutOfMemoryError outOfMemory = new OutOfMemoryError("Java heap space");
        return Stream.of(outOfMemory, new IllegalStateException(new RuntimeException(outOfMemory)));
    }

    @Test
    void clipsADetailThatNoEventCouldCarry() throws InterruptedException {
        // Given: the cut would fall between the two halves of a character
        String sentence = "x".repeat(998) + "\uD83D\uDCF7".repeat(1_000_000);
        var refusing = new TestingFunction("refuse", source -> new Refusal(Refusal.Reason.OTHER, sentence));

        // Then
        assertThat(failure(refusing, TestingTasks.stored(store, "i1", "refuse", RAW))
                        .detail())
                .isEqualTo("x".repeat(998) + "…");
    }

    @Test
    void refusesAnImageThatTakesMoreMemoryThanThereIsBeforeItIsDecoded() throws InterruptedException {
        // Given
        var large = new TestingFunction(
                "large",
                source -> {
                    throw new AssertionError("decoded");
                },
                () -> 6,
                () -> MEMORY_BYTES);

        // Then
        assertThat(failure(large, TestingTasks.stored(store, "i1", "large", RAW)))
                .isEqualTo(new Cause(
                        Stage.PROCESSING,
                        Reason.TOO_MANY_PIXELS,
                        "The image would take 65539 bytes of memory to process; there are 65536."));
    }

    @Test
    void refusesAFileLargerThanTheMemoryBeforeItIsFetched() throws InterruptedException {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", new byte[MEMORY_BYTES + 1]);

        // Then
        assertThat(failure(TestingFunction.copying("copy"), task).reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(store.fetches).hasValue(0);
    }

    @Test
    void fetchesTheImageAgainWhenItTakesMoreMemoryThanItsFactsSaid() throws InterruptedException {
        // Given
        var surprising =
                new TestingFunction("copy", TestingFunction.copying("copy").work(), () -> 6, () -> 32 << 10);
        ImageTask task = TestingTasks.stored(store, "i1", "copy", RAW);

        // When
        Ending ending = processor(surprising).process(task, AMPLE);

        // Then
        assertThat(ending).isInstanceOf(Ending.Processed.class);
        assertThat(store.fetches).hasValue(2);
    }

    @Test
    void triesAnImageWhoseFactsSayMoreThanThereIs() throws InterruptedException {
        // Given
        var cautious =
                new TestingFunction("copy", TestingFunction.copying("copy").work(), () -> 10 * MEMORY_BYTES, () -> 6);
        ImageTask task = TestingTasks.stored(store, "i1", "copy", RAW);

        // Then
        assertThat(processor(cautious).process(task, AMPLE)).isInstanceOf(Ending.Processed.class);
    }

    @Test
    void leavesATaskToBeDeliveredAgainWhenTheStoreIsOut() throws InterruptedException {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", RAW);
        store.outage = new IllegalStateException("503 SlowDown");

        // Then
        assertThatThrownBy(() -> processor(TestingFunction.copying("copy")).process(task, AMPLE))
                .hasMessage("503 SlowDown");
    }

    private record Cause(Stage stage, Reason reason, String detail) {}

    private Cause failure(TestingFunction function, ImageTask task) throws InterruptedException {
        return switch (processor(function).process(task, AMPLE)) {
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

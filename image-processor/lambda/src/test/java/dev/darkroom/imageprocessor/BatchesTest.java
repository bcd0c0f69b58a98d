package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imageprocessor.BatchResponse.ItemFailure;
import dev.darkroom.imageprocessor.BatchResponse.ItemIdentifier;
import dev.darkroom.schemas.ImageTask;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class BatchesTest {
    private static final Deadline AMPLE = new Deadline(() -> 60_000);

    private final TestingStore store = new TestingStore();
    private final List<Ending> published = new ArrayList<>();
    private final Map<Long, ImageTask> tasks = new HashMap<>();

    private final CountDownLatch ended = new CountDownLatch(1);

    private Results results = (ending, trace) -> {
        synchronized (published) {
            published.add(ending);
        }
    };

    private final List<BatchReport> reports = new ArrayList<>();

    private Batches batches(Function<ImageSource, Outcome> work, long memoryBytes) {
        return batches(work, memoryBytes, ended::countDown);
    }

    private Batches batches(Function<ImageSource, Outcome> work, long memoryBytes, Environment environment) {
        Functions functions = new Functions(List.of(new TestingFunction("work", work)));
        return new Batches(
                record -> {
                    ImageTask task = tasks.get(record.offset());
                    if (task == null) {
                        throw new IllegalArgumentException("not a task");
                    }
                    return task;
                },
                new TaskProcessor(
                        functions, store, store, new MemoryBudget(new Memory(memoryBytes, 0)), InstantSource.system()),
                results,
                environment,
                reports::add);
    }

    private TaskRecord record(long offset) {
        tasks.put(offset, TestingTasks.stored(store, "i" + offset, "work", new byte[] {(byte) offset}));
        return undecodable(offset);
    }

    private static TaskRecord undecodable(long offset) {
        return new TaskRecord("image-tasks-bulk-3", "image-tasks-bulk", offset, "AA==", TraceHeaders.NONE);
    }

    private static BatchResponse failing(long... offsets) {
        List<ItemFailure> failures = new ArrayList<>();
        for (long offset : offsets) {
            failures.add(new ItemFailure(new ItemIdentifier("image-tasks-bulk-3", offset)));
        }
        return new BatchResponse(failures);
    }

    @Test
    void answersOnlyWithTheTasksToBeDeliveredAgain() throws InterruptedException {
        // Given
        List<TaskRecord> batch = List.of(record(1), undecodable(2), record(3));

        // When
        BatchResponse response =
                batches(TestingFunction.copying("work").work(), 1 << 20).process(batch, AMPLE);

        // Then
        assertThat(response).isEqualTo(failing(2));
        assertThat(published).hasSize(2);
    }

    @Test
    void countsATaskAsDoneOnlyWhenItsResultIsConfirmed() throws InterruptedException {
        // Given
        results = (ending, trace) -> {
            throw new RetryLaterException("not confirmed");
        };

        // When
        BatchResponse response =
                batches(TestingFunction.copying("work").work(), 1 << 20).process(List.of(record(1)), AMPLE);

        // Then
        assertThat(response).isEqualTo(failing(1));
    }

    @Test
    void runsTheTasksOfABatchSideBySide() throws InterruptedException {
        // Given
        CyclicBarrier allThree = new CyclicBarrier(3);
        Batches batches = batches(
                source -> {
                    await(allThree);
                    return TestingFunction.copying("work").apply(source);
                },
                1 << 20);

        // When
        BatchResponse response = batches.process(List.of(record(1), record(2), record(3)), AMPLE);

        // Then
        assertThat(response).isEqualTo(failing());
    }

    @Test
    void runsOnlyAsManyTogetherAsTheMemoryHolds() throws InterruptedException {
        // Given: each holds its memory until there are two, which is waited for in vain
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        Batches batches = batches(
                source -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    two.countDown();
                    await(two, 200);
                    running.decrementAndGet();
                    return TestingFunction.copying("work").apply(source);
                },
                1024);

        // When
        BatchResponse response = batches.process(List.of(record(1), record(2), record(3)), AMPLE);

        // Then
        assertThat(response).isEqualTo(failing());
        assertThat(most).hasValue(1);
    }

    @Test
    void beginsNothingWhenTimeIsShort() throws InterruptedException {
        // When
        BatchResponse response = batches(TestingFunction.copying("work").work(), 1 << 20)
                .process(List.of(record(1)), new Deadline(() -> 9_999));

        // Then
        assertThat(response).isEqualTo(failing(1));
        assertThat(published).isEmpty();
    }

    /** Ample while work begins; when the answer is waited for, as good as over. */
    private static Deadline endsSoon() {
        Thread waiting = Thread.currentThread();
        return new Deadline(() -> Thread.currentThread() == waiting ? 1_500 : 60_000);
    }

    @Test
    void stopsWhatIsStillRunningWhenTheInvocationEnds() throws InterruptedException {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        Batches batches = batches(
                source -> {
                    await(never, 60_000);
                    throw new IllegalStateException("stopped");
                },
                1 << 20);

        // When
        BatchResponse response = batches.process(List.of(record(1), record(2)), endsSoon());

        // Then
        assertThat(response).isEqualTo(failing(1, 2));
        assertThat(ended.await(1, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void answersForTheNeighboursOfATaskThatDoesNotStopAndThenEndsTheEnvironment() throws InterruptedException {
        // Given: as many busy decoders as there are cores, and one more
        int hung = Runtime.getRuntime().availableProcessors() + 1;
        AtomicBoolean released = new AtomicBoolean();
        Batches batches = batches(
                source -> {
                    while (source.content().array()[0] <= hung && !released.get()) {
                        Thread.onSpinWait();
                    }
                    return TestingFunction.copying("work").apply(source);
                },
                1 << 20);
        List<TaskRecord> batch =
                LongStream.rangeClosed(1, hung + 2).mapToObj(this::record).toList();

        // When
        BatchResponse response = batches.process(batch, endsSoon());

        // Then
        assertThat(response).isEqualTo(failing(LongStream.rangeClosed(1, hung).toArray()));
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(batches(TestingFunction.copying("work").work(), 1 << 20).process(batch, AMPLE))
                .as("the next environment's answer")
                .isEqualTo(failing());
        released.set(true);
    }

    @Test
    void startsNoBatchInAnEnvironmentThatIsToEnd() throws InterruptedException {
        // Given
        AtomicBoolean released = new AtomicBoolean();
        Batches batches = batches(
                source -> {
                    while (!released.get()) {
                        Thread.onSpinWait();
                    }
                    return TestingFunction.copying("work").apply(source);
                },
                1 << 20,
                () -> {
                    throw new HaltedException();
                });
        batches.process(List.of(record(1)), endsSoon());

        // When
        assertThatThrownBy(() -> batches.process(List.of(record(2)), AMPLE)).isInstanceOf(HaltedException.class);

        // Then
        assertThat(published).isEmpty();
        released.set(true);
    }

    @Test
    void endsAnEnvironmentThatRanOutOfMemory() throws InterruptedException {
        // Given
        Batches batches = batches(
                source -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                1 << 20);

        // When
        BatchResponse response = batches.process(List.of(record(1)), AMPLE);

        // Then
        assertThat(response).isEqualTo(failing(1));
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static final class HaltedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            boolean open = latch.await(millis, TimeUnit.MILLISECONDS);
            assertThat(open || latch.getCount() > 0).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

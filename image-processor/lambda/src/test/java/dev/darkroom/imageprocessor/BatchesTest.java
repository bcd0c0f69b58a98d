package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class BatchesTest {
    private static final Deadline AMPLE = new Deadline(() -> 60_000);

    private final TestingStore store = new TestingStore();
    private final List<Ending> published = new ArrayList<>();
    private final Map<Long, ImageTask> tasks = new HashMap<>();

    private Results results = ending -> {
        synchronized (published) {
            published.add(ending);
        }
    };

    private Batches batches(Function<ImageSource, Outcome> work, long memoryBytes) {
        Functions functions = new Functions(List.of(new TestingFunction("work", work)));
        return new Batches(
                record -> {
                    ImageTask task = tasks.get(record.offset());
                    if (task == null) {
                        throw new IllegalArgumentException("not a task");
                    }
                    return task;
                },
                new TaskProcessor(functions, store, store, InstantSource.system()),
                results,
                new MemoryBudget(memoryBytes));
    }

    private TaskRecord record(long offset) {
        tasks.put(offset, TestingTasks.stored(store, "i" + offset, "work", new byte[] {(byte) offset}));
        return undecodable(offset);
    }

    private static TaskRecord undecodable(long offset) {
        return new TaskRecord("image-tasks-bulk-3", "image-tasks-bulk", offset, "AA==");
    }

    private static BatchResponse failing(long... offsets) {
        List<ItemFailure> failures = new ArrayList<>();
        for (long offset : offsets) {
            failures.add(new ItemFailure(new ItemIdentifier("image-tasks-bulk-3", offset)));
        }
        return new BatchResponse(failures);
    }

    @Test
    void answersOnlyWithTheTasksToBeDeliveredAgain() {
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
    void countsATaskAsDoneOnlyWhenItsResultIsConfirmed() {
        // Given
        results = ending -> {
            throw new RetryLaterException("not confirmed");
        };

        // When
        BatchResponse response =
                batches(TestingFunction.copying("work").work(), 1 << 20).process(List.of(record(1)), AMPLE);

        // Then
        assertThat(response).isEqualTo(failing(1));
    }

    @Test
    void runsTheTasksOfABatchSideBySide() {
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
    void runsOnlyAsManyTogetherAsTheMemoryHolds() {
        // Given
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Batches batches = batches(
                source -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
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
    void beginsNothingWhenTimeIsShort() {
        // When
        BatchResponse response = batches(TestingFunction.copying("work").work(), 1 << 20)
                .process(List.of(record(1)), new Deadline(() -> 9_999));

        // Then
        assertThat(response).isEqualTo(failing(1));
        assertThat(published).isEmpty();
    }

    @Test
    void answersBeforeTheInvocationEndsWhateverIsStillRunning() {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(2);
        Deadline endsSoon = new Deadline(() -> begun.getCount() > 0 ? 60_000 : 1_050);
        Batches batches = batches(
                source -> {
                    begun.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new IllegalStateException("stopped");
                },
                1 << 20);

        // When
        BatchResponse response = batches.process(List.of(record(1), record(2)), endsSoon);

        // Then
        assertThat(response).isEqualTo(failing(1, 2));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.darkroom.imageprocessor;

import dev.darkroom.imageprocessor.BatchResponse.ItemFailure;
import dev.darkroom.schemas.ImageTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of a batch side by side, as many as the memory holds. A task counts as done when its result is kept for
 * good; every other one is answered as failed: what cannot be decoded too, so that the event source, its retries used
 * up, puts it where the on-failure destination keeps it.
 *
 * <p>A thread that goes on after its task was cancelled cannot be stopped, and would keep memory and a core from the
 * batches to come: the batch is answered, and then the environment ends.
 */
final class Batches {
    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

    /** For threads to notice that their task is cancelled; of the second that {@link Deadline} keeps for answering. */
    private static final Duration TO_STOP = Duration.ofMillis(250);

    /** For the answer to leave. */
    private static final Duration TO_END = Duration.ofMillis(250);

    private final TaskDecoder decoder;
    private final TaskProcessor processor;
    private final Results results;
    private final Environment environment;
    private final Consumer<BatchReport> reports;
    private final AtomicBoolean ending = new AtomicBoolean();

    Batches(
            TaskDecoder decoder,
            TaskProcessor processor,
            Results results,
            Environment environment,
            Consumer<BatchReport> reports) {
        this.decoder = decoder;
        this.processor = processor;
        this.results = results;
        this.environment = environment;
        this.reports = reports;
    }

    BatchResponse process(List<TaskRecord> records, Deadline deadline) throws InterruptedException {
        if (ending.get()) {
            // Lambda froze the process before it could end. The event source delivers this batch to another one.
            environment.end();
        }
        long begun = System.nanoTime();
        // Platform threads, which share the cores however busy they are: decoders do not yield.
        ExecutorService threads = Executors.newFixedThreadPool(
                Math.max(1, records.size()),
                Thread.ofPlatform().daemon().name("task-", 0).factory());
        List<Future<Ending>> running = new ArrayList<>();
        for (TaskRecord record : records) {
            running.add(threads.submit(() -> finish(record, deadline)));
        }
        List<ItemFailure> failures = new ArrayList<>();
        List<Ending> endings = new ArrayList<>();
        try {
            for (int i = 0; i < records.size(); i++) {
                Optional<Ending> ending = ending(running.get(i), records.get(i), deadline);
                if (ending.isPresent()) {
                    endings.add(ending.get());
                } else {
                    failures.add(records.get(i).failure());
                }
            }
        } finally {
            threads.shutdownNow();
        }
        if (!threads.awaitTermination(TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.atError().log("An image function does not stop: this environment ends after its answer");
            endSoon();
        }
        reports.accept(BatchReport.of(endings, failures.size(), Duration.ofNanos(System.nanoTime() - begun)));
        return new BatchResponse(failures);
    }

    private void endSoon() {
        if (ending.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(
                            TO_END.toMillis(),
                            TimeUnit.MILLISECONDS,
                            end -> Thread.ofPlatform().daemon().start(end))
                    .execute(environment::end);
        }
    }

    private Ending finish(TaskRecord record, Deadline deadline) throws InterruptedException {
        ImageTask task = decoder.decode(record);
        Ending end = processor.process(task, deadline);
        results.publish(end, record.trace());
        log(task, end);
        return end;
    }

    /** How the task ended, or nothing when it is to be delivered again. */
    private Optional<Ending> ending(Future<Ending> task, TaskRecord record, Deadline deadline)
            throws InterruptedException {
        try {
            return Optional.of(task.get(deadline.forWork().toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            logRetry(record, e.getCause() == null ? e : e.getCause());
            if (e.getCause() instanceof VirtualMachineError) {
                // Other threads may have met it too, and not survived.
                endSoon();
            }
        } catch (TimeoutException e) {
            task.cancel(true);
            logRetry(record, new RetryLaterException("The invocation's time ran out: raise Timeout or MemorySize", e));
        }
        return Optional.empty();
    }

    private static void log(ImageTask task, Ending ending) {
        switch (ending) {
            case Ending.Processed processed ->
                LOG.atInfo()
                        .addKeyValue("imageId", task.getImageId())
                        .addKeyValue("attempt", task.getAttempt())
                        .addKeyValue("millis", processed.event().getProcessingMillis())
                        .log("Image processed");
            case Ending.Failed failed ->
                LOG.atInfo()
                        .addKeyValue("imageId", task.getImageId())
                        .addKeyValue("attempt", task.getAttempt())
                        .addKeyValue("stage", failed.event().getStage())
                        .addKeyValue("reason", failed.event().getReason())
                        .log("Image failed");
        }
    }

    private static void logRetry(TaskRecord record, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("record", record.group() + "@" + record.offset())
                .setCause(cause)
                .log("Task is to be delivered again");
    }
}

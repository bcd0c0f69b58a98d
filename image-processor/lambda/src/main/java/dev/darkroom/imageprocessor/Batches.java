package dev.darkroom.imageprocessor;

import dev.darkroom.imageprocessor.BatchResponse.ItemFailure;
import dev.darkroom.schemas.ImageTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of a batch side by side, as many as the memory holds. A task counts as done when its result is kept for
 * good; every other one is answered as failed: what cannot be decoded too, so that the event source, its retries used
 * up, puts it where the on-failure destination keeps it.
 */
final class Batches {
    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

    private final TaskDecoder decoder;
    private final TaskProcessor processor;
    private final Results results;
    private final MemoryBudget memory;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Batches(TaskDecoder decoder, TaskProcessor processor, Results results, MemoryBudget memory) {
        this.decoder = decoder;
        this.processor = processor;
        this.results = results;
        this.memory = memory;
    }

    BatchResponse process(List<TaskRecord> records, Deadline deadline) {
        List<Future<?>> running = new ArrayList<>();
        for (TaskRecord record : records) {
            running.add(threads.submit(() -> {
                finish(record, deadline);
                return record;
            }));
        }
        List<ItemFailure> failures = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (!succeeded(running.get(i), records.get(i), deadline)) {
                failures.add(records.get(i).failure());
            }
        }
        return new BatchResponse(failures);
    }

    private void finish(TaskRecord record, Deadline deadline) throws InterruptedException {
        ImageTask task = decoder.decode(record);
        long bytes = processor.memoryBytes(task);
        Ending ending = memory.with(bytes, deadline.forWork(), () -> {
            if (!deadline.leavesTimeForAnotherImage()) {
                throw new RetryLaterException("Too little time was left to begin: lower BatchSize or raise Timeout");
            }
            return processor.process(task);
        });
        results.publish(ending);
        log(task, ending);
    }

    private static boolean succeeded(Future<?> task, TaskRecord record, Deadline deadline) {
        try {
            Duration left = deadline.forWork();
            task.get(left.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            logRetry(record, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            task.cancel(true);
            logRetry(record, new RetryLaterException("The invocation's time ran out: raise Timeout or MemorySize", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.cancel(true);
        }
        return false;
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

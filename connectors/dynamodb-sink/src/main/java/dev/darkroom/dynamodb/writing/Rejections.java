package dev.darkroom.dynamodb.writing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that cannot become items: found by any thread, reported by the task's alone, as Connect expects, and settled
 * when they are stored where they were reported to.
 */
final class Rejections {
    private static final Logger log = LoggerFactory.getLogger(Rejections.class);

    private final RejectedRecords rejectedRecords;
    private final SinkMetrics metrics;
    private final Runnable onAdded;
    private final Queue<Rejection> found = new ConcurrentLinkedQueue<>();
    private final Deque<Reported> reported = new ArrayDeque<>();
    private @Nullable ConnectException failure;

    /** @param onAdded lets the task's thread know */
    Rejections(RejectedRecords rejectedRecords, SinkMetrics metrics, Runnable onAdded) {
        this.rejectedRecords = rejectedRecords;
        this.metrics = metrics;
        this.onAdded = onAdded;
    }

    void add(Rejection rejection) {
        found.add(rejection);
        onAdded.run();
    }

    /**
     * Passes on what was found since, and confirms what is stored.
     *
     * @throws ConnectException when such records are not tolerated, or cannot be stored
     */
    void report() {
        if (failure != null) {
            throw failure;
        }
        try {
            reportFound();
            confirmStored();
        } catch (ConnectException e) {
            // Connect may be deaf to it where it is thrown first, in a commit: it has to be told again.
            failure = e;
            throw e;
        }
    }

    private void reportFound() {
        for (@Nullable Rejection next = found.poll(); next != null; next = found.poll()) {
            // An abandoned one is found again by the task that has its partition now.
            if (!next.receipt().isAbandoned()) {
                metrics.onRejected();
                log(next);
                reported.add(new Reported(next.receipt(), rejectedRecords.report(next.record(), next.cause())));
            }
        }
    }

    private void confirmStored() {
        for (Iterator<Reported> each = reported.iterator(); each.hasNext(); ) {
            Reported report = each.next();
            if (report.stored().isDone()) {
                confirm(report);
                each.remove();
            }
        }
    }

    private static void confirm(Reported report) {
        try {
            report.stored().get();
            report.receipt().confirm();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ConnectException failure
                    ? failure
                    : new ConnectException(
                            "A record that cannot become an item cannot be set aside either: check the connector's"
                                    + " errors.deadletterqueue.topic.name",
                            e.getCause());
        }
    }

    private static void log(Rejection rejection) {
        log.warn(
                "A record cannot become an item record={} traceparent={} problem=\"{}\"",
                RejectedRecords.coordinates(rejection.record()),
                TraceParent.of(rejection.record()).orElse("none"),
                rejection.cause().getMessage());
    }

    private record Reported(Receipt receipt, Future<Void> stored) {}
}

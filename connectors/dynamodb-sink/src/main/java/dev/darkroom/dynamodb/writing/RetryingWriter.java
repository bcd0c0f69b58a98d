package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.writing.WriteOutcome.Cause;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes again only the writes that were not made, after growing random pauses, as long as they are this task's: while
 * they are open no offset behind them is committed, and {@link Pipeline#put} takes no more than its bounds.
 */
final class RetryingWriter implements ItemWriter {
    private static final Logger log = LoggerFactory.getLogger(RetryingWriter.class);
    private static final int WORTH_A_WARNING = 8;

    private final ItemWriter next;
    private final Pauses pauses;
    private final PendingWrites pending;
    private final SinkMetrics metrics;

    RetryingWriter(ItemWriter next, Pauses pauses, PendingWrites pending, SinkMetrics metrics) {
        this.next = next;
        this.pauses = pauses;
        this.pending = pending;
        this.metrics = metrics;
    }

    @Override
    public WriteOutcome write(Request request) throws InterruptedException {
        List<MappedWrite> ours = ours(request.writes());
        for (int attempt = 1; !ours.isEmpty(); attempt++) {
            WriteOutcome outcome = attempt(request.with(ours));
            if (!(outcome instanceof WriteOutcome.Unfinished unfinished)) {
                pending.onTaken();
                return outcome;
            }
            ours = afterPause(attempt, request, unfinished);
        }
        return new WriteOutcome.Taken(0);
    }

    /** Without those that are another task's to make by now. */
    private static List<MappedWrite> ours(List<MappedWrite> writes) {
        return writes.stream().filter(write -> !write.receipt().isAbandoned()).toList();
    }

    private WriteOutcome attempt(Request request) throws InterruptedException {
        try {
            return next.write(request);
        } catch (InterruptedException e) {
            return cutOff(request.writes());
        }
    }

    /** What is left to be made after a pause: none of it, once it has been abandoned. */
    private List<MappedWrite> afterPause(int attempt, Request request, WriteOutcome.Unfinished unfinished)
            throws InterruptedException {
        if (unfinished.cause() == Cause.THROTTLED) {
            pending.onThrottled();
        }
        Duration pause = pauses.afterAttempt(attempt);
        log(attempt, pause, request.table(), unfinished);
        metrics.onRetry(unfinished.left().size());
        try {
            pending.pause(request.flight(), pause);
        } catch (InterruptedException e) {
            var unused = cutOff(unfinished.left());
        }
        if (pending.isClosed()) {
            throw new InterruptedException("The sink stops");
        }
        return ours(unfinished.left());
    }

    /**
     * An interruption is meant for what is abandoned, and what travels with it is sent again.
     *
     * @throws InterruptedException when the sink stops
     */
    private WriteOutcome cutOff(List<MappedWrite> left) throws InterruptedException {
        if (pending.isClosed()) {
            throw new InterruptedException("The sink stops");
        }
        return new WriteOutcome.Unfinished(left, "cut off", Cause.FAULT);
    }

    /** Every doubling of the attempts past some is worth a warning: the table takes nothing for a while. */
    private static void log(int attempt, Duration pause, String table, WriteOutcome.Unfinished unfinished) {
        boolean warn = attempt >= WORTH_A_WARNING && Integer.bitCount(attempt) == 1;
        String message =
                "Writes are left to be made again table={} writesLeft={} attempt={} pauseMillis={} reason=\"{}\"";
        Object[] values = {
            table, unfinished.left().size(), attempt, pause.toMillis(), unfinished.reason(),
        };
        if (warn) {
            log.warn(message, values);
        } else {
            log.debug(message, values);
        }
    }
}

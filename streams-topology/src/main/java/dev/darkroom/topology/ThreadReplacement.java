package dev.darkroom.topology;

import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies: after a pause it is replaced and starts from the last commit, so that an
 * outage of the registry or a topic that is not there yet is waited out. The pause doubles from 1 s to 30 s as long as
 * deaths follow one another and starts anew after {@link #CALM}. When a thread would be replaced more than
 * {@link #LIMIT} times in a row, or the JVM itself is in trouble, the client stops instead: a fresh process is then the
 * better remedy, and whoever supervises it gets to know.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
    static final int LIMIT = 10;
    static final Duration CALM = Duration.ofMinutes(5);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);

    private final int limit;
    private final InstantSource clock;
    private final Pause pause;
    private int deaths;
    private long lastDeathMillis;

    /** Waits in the dying thread; returns false when the client is being closed meanwhile. */
    interface Pause {
        boolean passed(Duration duration) throws InterruptedException;
    }

    ThreadReplacement(int threads, InstantSource clock, Pause pause) {
        this.limit = LIMIT * threads;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        if (failure instanceof VirtualMachineError || failure instanceof LinkageError) {
            LOG.atError().setCause(failure).log("Stopping the topology: the JVM is in trouble");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        int inARow = deathsInARow();
        if (inARow > limit) {
            LOG.atError()
                    .addKeyValue("replacements", limit)
                    .setCause(failure)
                    .log("Stopping the topology: its threads die again and again");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        Duration wait = pauseBefore(inARow);
        LOG.atWarn()
                .addKeyValue("replacement", inARow)
                .addKeyValue("pauseMillis", wait.toMillis())
                .setCause(failure)
                .log("A stream thread died and is replaced after a pause");
        return replaceAfter(wait);
    }

    private synchronized int deathsInARow() {
        long now = clock.millis();
        deaths = now - lastDeathMillis > CALM.toMillis() ? 1 : deaths + 1;
        lastDeathMillis = now;
        return deaths;
    }

    private static Duration pauseBefore(int replacement) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(replacement - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private StreamThreadExceptionResponse replaceAfter(Duration wait) {
        try {
            return pause.passed(wait)
                    ? StreamThreadExceptionResponse.REPLACE_THREAD
                    : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
    }
}

package dev.darkroom.dynamodb.writing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes on their way, from when a worker takes them until it is through with them. */
final class Flight {
    private final List<KeyLane> lanes;
    private final List<PendingWrite> writes;
    private final Thread worker = Thread.currentThread();
    private boolean calledBack;

    Flight(List<KeyLane> lanes, List<PendingWrite> writes) {
        this.lanes = lanes;
        this.writes = writes;
    }

    List<KeyLane> lanes() {
        return lanes;
    }

    /** In no order that matters, no item twice, all of one table. */
    List<PendingWrite> writes() {
        return writes;
    }

    long weight() {
        return writes.stream().mapToLong(PendingWrite::weight).sum();
    }

    long records() {
        return writes.stream().mapToLong(PendingWrite::records).sum();
    }

    boolean carriesAbandoned() {
        return writes.stream().anyMatch(write -> write.receipt().isAbandoned());
    }

    /** Waits between two attempts, or until it is called back, if it was not since the last pause. */
    synchronized void pause(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); !calledBack && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        calledBack = false;
    }

    /** Some of the writes are abandoned, or the sink stops: there is nothing to wait for. */
    synchronized void callBack() {
        calledBack = true;
        notifyAll();
    }

    /**
     * Ends whatever the worker waits for, but for an answer to a request: that it waits for until it comes or until
     * {@code request.timeout.ms}.
     */
    void cutOff() {
        worker.interrupt();
    }
}

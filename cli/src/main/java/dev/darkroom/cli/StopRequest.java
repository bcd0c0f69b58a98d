package dev.darkroom.cli;

import java.util.concurrent.CountDownLatch;

/**
 * That a command is to stop: asked for by a signal's thread, heeded by the thread that made this. Whatever the owner
 * waits for is interrupted, but never after it began to stop: an interrupt that came late would cut the stop short.
 */
final class StopRequest {
    private final Thread owner = Thread.currentThread();
    private final CountDownLatch asked = new CountDownLatch(1);
    private boolean stopping;

    /** Asks the owner to stop; false when it was asked before. */
    synchronized boolean ask() {
        if (asked.getCount() == 0) {
            return false;
        }
        asked.countDown();
        if (!stopping) {
            owner.interrupt();
        }
        return true;
    }

    /** Returns when somebody asks. */
    void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            // only ask() interrupts the owner
        }
    }

    /** The owner begins to stop: from here on it is not interrupted any more, and what interrupted it is forgotten. */
    synchronized void begin() {
        stopping = true;
        Thread.interrupted();
    }
}

package dev.darkroom.imagecollection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes away what uploads left that were begun and never completed, hourly. Several instances may do it side by side. */
final class AbandonedUploads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedUploads.class);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Runnable sweep;

    AbandonedUploads(Runnable sweep) {
        this.sweep = sweep;
        Thread.ofVirtual().name("abandoned-uploads").start(this::run);
    }

    private void run() {
        try {
            while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    sweep.run();
                } catch (RuntimeException e) {
                    LOG.atWarn().setCause(e).log("What abandoned uploads left could not be taken away");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}

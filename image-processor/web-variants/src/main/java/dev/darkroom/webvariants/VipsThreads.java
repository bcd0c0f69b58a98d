package dev.darkroom.webvariants;

import dev.darkroom.vips.Vips;
import dev.darkroom.vips.VipsScope;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs native work on threads that its caller can be called away from: a thread within native code hears no interrupt. */
final class VipsThreads {
    private final Vips vips;
    private final ExecutorService threads;

    VipsThreads(Vips vips) {
        this.vips = vips;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
    }

    private Thread thread(Runnable work) {
        return Thread.ofPlatform().daemon().name("vips-", 0).unstarted(() -> {
            try {
                work.run();
            } finally {
                vips.endThread();
            }
        });
    }

    /** Work within a scope. */
    interface Work<T> {
        T in(VipsScope scope) throws Exception;
    }

    /**
     * What the work gives, or what it throws.
     *
     * @throws CancellationException when this thread is interrupted; the work is told to stop
     */
    <T> T call(Work<T> work) throws Exception {
        VipsScope scope = vips.scope();
        Future<T> result = threads.submit(() -> {
            try (scope) {
                return work.in(scope);
            }
        });
        try {
            return result.get();
        } catch (InterruptedException e) {
            scope.kill();
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while an image was processed");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }
}

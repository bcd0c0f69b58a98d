package dev.darkroom.localstack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks that run at the same time; closing waits for all of them and then throws the first failure. */
final class SideBySide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SideBySide.class);

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("start-", 0).factory());
    private final List<Future<?>> tasks = new ArrayList<>();

    /** A step of starting up. */
    interface Task {
        void run() throws Exception;
    }

    void run(String name, Task task) {
        tasks.add(threads.submit(() -> {
            long start = System.nanoTime();
            task.run();
            LOG.atInfo()
                    .addKeyValue("part", name)
                    .addKeyValue("millis", (System.nanoTime() - start) / 1_000_000)
                    .log("Part of the stack is up");
            return null;
        }));
    }

    @Override
    public void close() {
        threads.close();
        for (Future<?> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException("The stack did not start", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while the stack started", e);
            }
        }
    }
}

package dev.darkroom.localstack.lambda;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A function's JVM with the Runtime API it talks to. Used by one thread. */
final class ExecutionEnvironment implements AutoCloseable {
    /** Writing an AOT cache at the end takes some seconds. */
    private static final Duration EXIT_TIME = Duration.ofSeconds(5);

    private static final Duration TRAINED_EXIT_TIME = Duration.ofMinutes(1);

    private final BlockingQueue<Signal> signals;
    private final RuntimeApi api;
    private final Process process;
    private final Duration exitTime;

    private ExecutionEnvironment(BlockingQueue<Signal> signals, RuntimeApi api, Process process, Duration exitTime) {
        this.signals = signals;
        this.api = api;
        this.process = process;
        this.exitTime = exitTime;
    }

    static ExecutionEnvironment start(FunctionJvm jvm) throws IOException {
        BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        RuntimeApi api = RuntimeApi.start(FunctionJvm.arnOf(jvm.function()), signals::add);
        try {
            Process process = jvm.start(api.address());
            Thread.ofVirtual().start(() -> signals.add(new Signal.Exited(exitStatus(process))));
            return new ExecutionEnvironment(
                    signals, api, process, jvm.trainsAotCache() ? TRAINED_EXIT_TIME : EXIT_TIME);
        } catch (IOException e) {
            api.close();
            throw e;
        }
    }

    private static int exitStatus(Process process) {
        return process.onExit().join().exitValue();
    }

    long processId() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    void give(Invocation invocation, Instant deadline) {
        api.give(invocation, deadline);
    }

    /** The next thing the JVM tells, or null when it has told nothing for so long. */
    @Nullable
    Signal await(Duration patience) throws InterruptedException {
        return signals.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Lets the JVM end in order, which it does when its standard input ends, and kills it when it does not. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(exitTime.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        } finally {
            api.close();
        }
    }
}

package dev.darkroom.localstack.lambda;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room for one environment of a function: starts its JVM at once, hands it one invocation at a time, and replaces it
 * when it crashes or is killed because its time is up. An environment that cannot be initialised fails the invocation
 * that waits for it, as on AWS, and is tried again with growing pauses.
 */
final class EnvironmentSlot {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentSlot.class);
    /** AWS allows 10 s, on a machine that does nothing else. */
    private static final Duration INIT_TIME = Duration.ofMinutes(1);

    private static final Duration IDLE_CHECK = Duration.ofMillis(200);

    private final FunctionJvm jvm;
    private final BlockingQueue<Invocation> invocations;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean waiting;
    private volatile boolean leaving;
    private volatile long processId;

    private EnvironmentSlot(FunctionJvm jvm, BlockingQueue<Invocation> invocations) {
        this.jvm = jvm;
        this.invocations = invocations;
        this.thread =
                Thread.ofVirtual().name("lambda-" + jvm.function().logicalId()).unstarted(this::run);
    }

    static EnvironmentSlot start(FunctionJvm jvm, BlockingQueue<Invocation> invocations) {
        EnvironmentSlot slot = new EnvironmentSlot(jvm, invocations);
        slot.thread.start();
        return slot;
    }

    boolean waiting() {
        return waiting;
    }

    long processId() {
        return processId;
    }

    void stop() {
        stopped.countDown();
    }

    /** Waits for the JVM to end; an invocation that is still running is interrupted. */
    void join() {
        try {
            if (!thread.join(IDLE_CHECK.multipliedBy(5)) && !leaving) {
                thread.interrupt();
            }
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failures = 0;
        try {
            while (!stopped.await(Backoff.millisAfter(failures), TimeUnit.MILLISECONDS)) {
                failures = runEnvironment() ? 0 : failures + 1;
            }
        } catch (InterruptedException e) {
            LOG.atDebug().addKeyValue("function", jvm.function().logicalId()).log("A running environment was stopped");
        } finally {
            waiting = false;
        }
    }

    /** Runs one JVM to its end; false when it never came to wait for an invocation. */
    private boolean runEnvironment() throws InterruptedException {
        try (ExecutionEnvironment environment = ExecutionEnvironment.start(jvm)) {
            processId = environment.processId();
            if (!initialise(environment)) {
                return false;
            }
            serve(environment);
            leaving = stopped.getCount() == 0;
            return true;
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("function", jvm.function().logicalId())
                    .setCause(e)
                    .log("A JVM for a Lambda environment cannot be started");
            return false;
        } finally {
            waiting = false;
        }
    }

    private boolean initialise(ExecutionEnvironment environment) throws InterruptedException {
        @Nullable Signal signal = environment.await(INIT_TIME);
        if (signal instanceof Signal.Waiting) {
            LOG.atInfo()
                    .addKeyValue("function", jvm.function().logicalId())
                    .addKeyValue("pid", environment.processId())
                    .log("A Lambda environment waits for invocations");
            return true;
        }
        environment.kill();
        String type = signal instanceof Signal.InitError error ? error.type() : "Runtime.ExitError";
        String cause = switch (signal) {
            case null -> "it did not ask for an invocation in " + INIT_TIME.toSeconds() + " s";
            case Signal.InitError error -> new FunctionError(error.body()).message();
            case Signal.Exited exited -> "its JVM ended with status " + exited.status();
            case Signal.Response response -> "it answered an invocation it was not given";
            case Signal.Failure error -> "it answered an invocation it was not given";
            case Signal.Waiting ready -> "";
        };
        LOG.atError()
                .addKeyValue("function", jvm.function().logicalId())
                .addKeyValue("cause", cause)
                .addKeyValue("log", jvm.log())
                .log("A Lambda environment could not be initialised");
        @Nullable Invocation invocation = invocations.poll();
        if (invocation != null) {
            invocation.fail(type, cause);
        }
        return false;
    }

    private void serve(ExecutionEnvironment environment) throws InterruptedException {
        boolean usable = true;
        while (usable && stopped.getCount() > 0) {
            waiting = true;
            @Nullable Invocation invocation = invocations.poll(IDLE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
            if (invocation != null) {
                waiting = false;
                usable = serve(environment, invocation);
            } else if (!environment.alive()) {
                warn("A Lambda environment ended while it was idle");
                usable = false;
            }
        }
    }

    /** Invokes, and leaves nobody waiting when that is interrupted. */
    private boolean serve(ExecutionEnvironment environment, Invocation invocation) throws InterruptedException {
        try {
            return invoke(environment, invocation);
        } finally {
            invocation.cancel();
        }
    }

    /** Sees one invocation through; false when the environment cannot take another. */
    private boolean invoke(ExecutionEnvironment environment, Invocation invocation) throws InterruptedException {
        Duration timeout = jvm.function().timeout();
        Instant deadline = Instant.now().plus(timeout);
        environment.give(invocation, deadline);
        while (true) {
            switch (environment.await(Duration.between(Instant.now(), deadline))) {
                case null -> {
                    environment.kill();
                    warn("An invocation ran out of time; its environment was killed");
                    invocation.fail(
                            "Sandbox.Timedout",
                            "Task timed out after %d.%02d seconds"
                                    .formatted(timeout.toSeconds(), timeout.toMillisPart() / 10));
                    return false;
                }
                case Signal.Exited exited -> {
                    warn("A Lambda environment ended during an invocation");
                    invocation.fail("Runtime.ExitError", "Runtime exited with error: exit status " + exited.status());
                    return false;
                }
                case Signal.Response response -> {
                    invocation
                            .result()
                            .complete(new InvocationResult.Succeeded(invocation.requestId(), response.body()));
                    return true;
                }
                case Signal.Failure error -> {
                    FunctionError body = new FunctionError(error.body());
                    invocation
                            .result()
                            .complete(new InvocationResult.Failed(
                                    invocation.requestId(), body.type(error.type()), body.message()));
                    return true;
                }
                case Signal.InitError late -> {
                    // after initialisation: its JVM is about to end, which is told too
                }
                case Signal.Waiting ready -> {
                    // it asked for this invocation, which it has been given
                }
            }
        }
    }

    private void warn(String message) {
        LOG.atWarn()
                .addKeyValue("function", jvm.function().logicalId())
                .addKeyValue("log", jvm.log())
                .log(message);
    }
}

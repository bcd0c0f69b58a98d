package dev.darkroom.localstack.lambda;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/** A function with its environments; an invocation goes to whichever is free first. */
final class LocalFunction implements Invoker, AutoCloseable {
    private final BlockingQueue<Invocation> invocations = new LinkedBlockingQueue<>();
    private final List<EnvironmentSlot> slots = new ArrayList<>();

    private LocalFunction() {}

    static LocalFunction start(List<FunctionJvm> jvms) {
        LocalFunction function = new LocalFunction();
        for (FunctionJvm jvm : jvms) {
            function.slots.add(EnvironmentSlot.start(jvm, function.invocations));
        }
        return function;
    }

    @Override
    public InvocationResult invoke(String event) throws InterruptedException {
        Invocation invocation = Invocation.of(event);
        invocations.add(invocation);
        try {
            return invocation.result().get();
        } catch (ExecutionException | CancellationException e) {
            throw stopped(e);
        } finally {
            invocations.remove(invocation);
        }
    }

    /** Whether an environment has asked for an invocation and not been given one. */
    boolean waiting() {
        return slots.stream().anyMatch(EnvironmentSlot::waiting);
    }

    List<Long> processIds() {
        return slots.stream().map(EnvironmentSlot::processId).toList();
    }

    @Override
    public void close() {
        slots.forEach(EnvironmentSlot::stop);
        slots.forEach(EnvironmentSlot::join);
        invocations.forEach(Invocation::cancel);
    }

    private static InterruptedException stopped(Exception cause) {
        InterruptedException stopped = new InterruptedException("The function has been stopped");
        stopped.initCause(cause);
        return stopped;
    }
}

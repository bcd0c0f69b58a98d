package dev.darkroom.localstack.lambda;

/** Invokes a function synchronously; one more call than there are environments waits its turn. */
interface Invoker {
    InvocationResult invoke(String event) throws InterruptedException;
}

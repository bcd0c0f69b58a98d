package dev.darkroom.localstack.lambda;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An event on its way through an environment. */
record Invocation(String requestId, String event, CompletableFuture<InvocationResult> result) {
    static Invocation of(String event) {
        return new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
    }

    /** Leaves it open how it ended; whoever waits for it is told that the function has stopped. */
    void cancel() {
        result.cancel(false);
    }

    void fail(String errorType, String message) {
        result.complete(
                new InvocationResult.Failed(requestId, errorType, "RequestId: " + requestId + " Error: " + message));
    }
}

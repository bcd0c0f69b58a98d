package dev.darkroom.localstack.lambda;

import org.jspecify.annotations.Nullable;

/** How an invocation ended. */
sealed interface InvocationResult {
    String requestId();

    /** The handler returned. */
    record Succeeded(String requestId, String response) implements InvocationResult {}

    /** A function error: the handler threw, the time was up, or the JVM ended. */
    record Failed(
            String requestId, String errorType, @Nullable String errorMessage) implements InvocationResult {}
}

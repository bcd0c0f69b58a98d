package dev.darkroom.localstack.lambda;

/** What an environment's JVM tells, through its Runtime API or by ending. */
sealed interface Signal {
    /** It asked for the next invocation. */
    record Waiting() implements Signal {}

    record Response(String requestId, String body) implements Signal {}

    record Failure(String requestId, String type, String body) implements Signal {}

    record InitError(String type, String body) implements Signal {}

    record Exited(int status) implements Signal {}
}

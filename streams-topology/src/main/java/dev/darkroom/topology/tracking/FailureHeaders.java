package dev.darkroom.topology.tracking;

import dev.darkroom.topology.admission.Names;
import dev.darkroom.topology.lifecycle.Miss;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the event source says, in the headers of a task on task-failures, about why it gave the task up. AWS documents
 * that there is such metadata but not its form, so it is told in a sentence where it has the form that our local event
 * source gives it, and otherwise passed on as it is; but for the reason of an image that fails, nothing depends on it. Source: <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html">Lambda, on-failure destinations</a>.
 */
final class FailureHeaders {
    static final String PREFIX = "lambda.failure.";
    private static final String CRASH = "Runtime.ExitError";
    private static final int LONGEST_VALUE = 300;
    private static final int LONGEST_LIST = 1500;

    private FailureHeaders() {}

    /** Why the event source gave the task up: because its function's process ended each time, or for any other reason. */
    static Miss miss(Headers headers) {
        boolean crashed = text(headers.lastHeader(PREFIX + "error-type"))
                .filter(CRASH::equals)
                .isPresent();
        return crashed ? Miss.byCrash(sentence(headers)) : Miss.ofDelivery(sentence(headers));
    }

    /** One sentence for the person who reads a failed image's detail. */
    static String sentence(Headers headers) {
        return text(headers.lastHeader(PREFIX + "condition"))
                .map(condition -> "The event source gave the task up (%s)%s%s."
                        .formatted(condition, afterInvocations(headers), lastError(headers)))
                .orElseGet(() -> listed(headers));
    }

    private static String afterInvocations(Headers headers) {
        return text(headers.lastHeader(PREFIX + "approximate-invoke-count"))
                .map(" after about %s invocations"::formatted)
                .orElse("");
    }

    private static String lastError(Headers headers) {
        String error = Stream.of("error-type", "error-message")
                .flatMap(name -> text(headers.lastHeader(PREFIX + name)).stream())
                .collect(Collectors.joining(": "));
        return error.isEmpty() ? "" : "; the last error was " + error;
    }

    private static String listed(Headers headers) {
        String said = StreamSupport.stream(headers.spliterator(), false)
                .flatMap(header -> text(header).map(value -> header.key() + " = " + value).stream())
                .collect(Collectors.joining(", "));
        return said.isEmpty()
                ? "The event source gave the task up and did not say why."
                : "The event source gave the task up: " + Names.clipped(said, LONGEST_LIST) + ".";
    }

    private static Optional<String> text(@Nullable Header header) {
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        try {
            String value = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.value()))
                    .toString()
                    .replaceAll("[\\p{Cntrl}\\s]+", " ")
                    .strip();
            return value.isEmpty() ? Optional.empty() : Optional.of(Names.clipped(value, LONGEST_VALUE));
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}

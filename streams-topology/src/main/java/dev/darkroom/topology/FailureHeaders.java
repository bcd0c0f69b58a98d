package dev.darkroom.topology;

import dev.darkroom.topology.admission.Names;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What the event source says, in the headers of a task on task-failures, about why it gave the task up. AWS does not
 * document the names of those headers, so every one that is readable text is passed on and none is relied upon. Source:
 * <a href="https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html">Lambda, on-failure destinations</a>.
 */
final class FailureHeaders {
    private static final int LONGEST_VALUE = 300;
    private static final int LONGEST_LIST = 1500;

    private FailureHeaders() {}

    /** One sentence for the person who reads a failed image's detail. */
    static String sentence(Headers headers) {
        String said = StreamSupport.stream(headers.spliterator(), false)
                .flatMap(header -> text(header).stream())
                .collect(Collectors.joining(", "));
        return said.isEmpty()
                ? "The event source gave the task up and did not say why."
                : "The event source gave the task up: " + Names.clipped(said, LONGEST_LIST) + ".";
    }

    private static Optional<String> text(Header header) {
        if (header.value() == null) {
            return Optional.empty();
        }
        try {
            String value = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.value()))
                    .toString()
                    .strip();
            return value.isEmpty() || value.chars().anyMatch(Character::isISOControl)
                    ? Optional.empty()
                    : Optional.of(header.key() + " = " + Names.clipped(value, LONGEST_VALUE));
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }
}

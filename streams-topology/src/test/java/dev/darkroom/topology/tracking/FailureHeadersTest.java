package dev.darkroom.topology.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.Reason;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class FailureHeadersTest {
    @Test
    void tellsTheConditionThoughNothingElseIsKnown() {
        // Given
        Headers headers = new RecordHeaders().add("lambda.failure.condition", "RecordAgeExceeded".getBytes(UTF_8));

        // When
        String sentence = FailureHeaders.sentence(headers);

        // Then
        assertThat(sentence).isEqualTo("The event source gave the task up (RecordAgeExceeded).");
    }

    @Test
    void passesOnReadableHeadersOfAnotherForm() {
        // Given
        Headers headers = new RecordHeaders()
                .add("requestContext", "{\"condition\":\"RetriesExhausted\"}".getBytes(UTF_8))
                .add("binary", new byte[] {(byte) 0xff, 0})
                .add("absent", null);

        // When
        String sentence = FailureHeaders.sentence(headers);

        // Then
        assertThat(sentence)
                .isEqualTo("The event source gave the task up: requestContext = {\"condition\":\"RetriesExhausted\"}.");
    }

    @Test
    void blamesTheFunctionWhereItsProcessEnded() {
        // Given
        Headers crashed = new RecordHeaders().add("lambda.failure.error-type", "Runtime.ExitError".getBytes(UTF_8));
        Headers failed = new RecordHeaders().add("lambda.failure.error-type", "Runtime.Unknown".getBytes(UTF_8));

        // When, Then
        assertThat(FailureHeaders.miss(crashed).reason()).isEqualTo(Reason.FUNCTION_CRASHED);
        assertThat(FailureHeaders.miss(failed).reason()).isEqualTo(Reason.ATTEMPTS_EXHAUSTED);
    }

    @Test
    void staysShortWhateverTheHeadersHold() {
        // Given
        Headers headers = new RecordHeaders();
        for (int i = 0; i < 100; i++) {
            headers.add("header-" + i, "x".repeat(10_000).getBytes(UTF_8));
        }

        // When
        String sentence = FailureHeaders.sentence(headers);

        // Then
        assertThat(sentence).hasSizeLessThan(2_000);
    }
}

package dev.darkroom.dynamodb.mapping;

import static dev.darkroom.dynamodb.mapping.Mapping.fields;
import static dev.darkroom.dynamodb.mapping.Mapping.mapper;
import static dev.darkroom.dynamodb.mapping.Mapping.record;
import static dev.darkroom.dynamodb.mapping.Mapping.text;
import static dev.darkroom.dynamodb.mapping.Mapping.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SizeLimitTest {
    private static final int MOST = 400 * 1024;

    @ParameterizedTest
    @CsvSource({
        "put, , , 0",
        "put, newer.wins.by, record.offset, 15",
        "put, ttl.attribute, ttl, 5",
        "put, record.attributes, topic:t, 7",
        "insert, , , 0",
        "update, , , 0",
        "update, newer.wins.by, record.offset, 15"
    })
    void countsEveryByteOfTheItem(String mode, String option, String value, int moreBytes) {
        // Given: "id" + "k" + "x" + the text + what the option adds
        RecordMapper mapper = option == null ? mapper("write.mode", mode) : mapper("write.mode", mode, option, value);
        int most = MOST - 4 - moreBytes;

        // When, Then
        assertThat(mapper.map(record(fields("id", "k", "x", "a".repeat(most))))).isPresent();
        assertThatThrownBy(() -> mapper.map(record(fields("id", "k", "x", "a".repeat(most + 1)))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("409601 bytes");
    }

    @Test
    void failsTheTaskIfToldToAndNamesTheRecord() {
        // When, Then
        assertThatThrownBy(() -> mapper("oversized.items", "fail").map(large("a".repeat(MOST))))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(BadRecordException.class)
                .hasMessageContaining("raw-orders-3@42")
                .hasMessageContaining("oversized.items");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "archive/"})
    void sendsTextToS3AndPutsItsAddressInItsPlace(String prefix) {
        // Given
        String text = "é".repeat(MOST);

        // When
        Write write = write(offloading("offload.prefix", prefix), large(text));

        // Then
        Offload offload = write.offload().orElseThrow();
        String key = prefix + "raw-orders/3/42";
        assertThat(offload.bucket()).isEqualTo("large");
        assertThat(offload.objectKey()).isEqualTo(key);
        assertThat(offload.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(new String(offload.content(), UTF_8)).isEqualTo(text);
        assertThat(write.change()).isEqualTo(new Change.Put(Map.of("id", text("k"), "x", text("s3://large/" + key))));
        assertThat(write.requestBytes()).isLessThan(200);
    }

    @Test
    void sendsBytesToS3() {
        // Given
        byte[] bytes = new byte[MOST];
        bytes[7] = 7;

        // When
        Offload offload = write(offloading(), large(bytes)).offload().orElseThrow();

        // Then
        assertThat(offload.content()).isEqualTo(bytes);
        assertThat(offload.contentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void sendsTheAttributeOfAnUpdateToo() {
        // When
        Write write = write(offloading("write.mode", "update"), large("a".repeat(MOST)));

        // Then
        assertThat(write.offload()).isPresent();
        assertThat(((Change.Update) write.change()).set()).isEqualTo(Map.of("x", text("s3://large/raw-orders/3/42")));
    }

    @Test
    void leavesItemsWithinTheLimitWhole() {
        // When
        Write write = write(offloading(), large("a".repeat(MOST - 4)));

        // Then
        assertThat(write.offload()).isEmpty();
        assertThat(((Change.Put) write.change()).item()).containsEntry("x", text("a".repeat(MOST - 4)));
    }

    @Test
    void refusesAnItemThatIsTooLargeForAnotherReason() {
        // When, Then
        assertThatThrownBy(() -> offloading().map(record(fields("id", "k", "x", "small", "y", "a".repeat(MOST)))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("even without offload.field")
                .hasMessageContaining("409");
        assertThatThrownBy(() -> offloading().map(record(fields("id", "k", "x", 1, "y", "a".repeat(MOST)))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("no text or bytes to send to S3 at x");
        assertThatThrownBy(() -> offloading().map(record(fields("id", "k", "y", "a".repeat(MOST)))))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("offload.field");
    }

    private static RecordMapper offloading(String... more) {
        String[] options = new String[6 + more.length];
        String[] offload = {"oversized.items", "offload", "offload.field", "x", "offload.bucket", "large"};
        System.arraycopy(offload, 0, options, 0, offload.length);
        System.arraycopy(more, 0, options, offload.length, more.length);
        return mapper(options);
    }

    private static SinkRecord large(Object x) {
        return record(fields("id", "k", "x", x));
    }
}

package dev.darkroom.dynamodb.writing;

import static dev.darkroom.dynamodb.Records.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class LatestWritesTest {
    private final RecordMapper mapper = mapper();
    private final LatestWrites latest = new LatestWrites();

    @Test
    void keepsTheLastWriteOfEachKey() {
        // When
        add("a", 1, "first");
        add("b", 1, "other");
        add("a", 1, "last");

        // Then
        assertThat(latest.all())
                .extracting(write -> write.record().kafkaOffset())
                .containsExactlyInAnyOrder(2L, 1L);
    }

    /** RisingWave's sink compared keys as sets of values and lost rows (risingwavelabs/risingwave#25985). */
    @Test
    void tellsCompositeKeysWithSwappedValuesApart() {
        // When
        add("a", "b", "first");
        add("b", "a", "second");

        // Then
        assertThat(latest.all()).hasSize(2);
    }

    @Test
    void knowsEqualNumbersForOneKey() {
        // When
        add("a", 1, "first");
        add("a", 1.0, "second");

        // Then
        assertThat(latest.all()).hasSize(1);
    }

    private void add(String hash, Object sort, String text) {
        int offset = latest.all().stream().mapToInt(write -> 1 + depth(write)).sum();
        latest.add(mapper.map(Records.record(offset, null, value("h", hash, "s", sort, "text", text)))
                .orElseThrow());
    }

    private static int depth(Write write) {
        return write.superseded() == null ? 0 : 1 + depth(write.superseded());
    }

    private static RecordMapper mapper() {
        SinkConfig config = SinkConfig.from(Map.of("hash.key.attribute", "h", "sort.key.attribute", "s"));
        return new RecordMapper(config.table(), config.keys(), config.writes().tombstones());
    }
}

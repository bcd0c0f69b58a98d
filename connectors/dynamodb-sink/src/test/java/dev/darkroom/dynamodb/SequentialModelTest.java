package dev.darkroom.dynamodb;

import static dev.darkroom.dynamodb.Records.record;
import static dev.darkroom.dynamodb.Records.value;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random records, some of them bad, and random faults end in the table that writing them one by one would make. */
final class SequentialModelTest {
    static LongStream seeds() {
        return new Random().longs(100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void endsAsIfEachRecordWereWrittenInOrder(long seed) {
        // Given
        Random random = new Random(seed);
        FlakyTable table = new FlakyTable(random);
        List<Long> reported = new ArrayList<>();
        SinkConfig config = SinkConfig.from(Map.of(
                "hash.key.attribute",
                "id",
                "hash.key.source",
                "key",
                "tombstones",
                "delete",
                "retry.timeout.ms",
                "0",
                "batch.size",
                String.valueOf(1 + random.nextInt(25))));
        RunningSink sink = new RunningSink(
                config,
                table,
                new Pauses(Clock.systemUTC(), random, millis -> {}),
                rejection -> reported.add(rejection.record().kafkaOffset()),
                () -> {});
        Map<String, Long> model = new TreeMap<>();
        Set<Long> bad = new TreeSet<>();
        List<SinkRecord> records = randomRecords(random, model, bad);

        // When
        for (int from = 0; from < records.size(); ) {
            int to = Math.min(records.size(), from + 1 + random.nextInt(80));
            deliver(sink, records.subList(from, to));
            from = to;
        }

        // Then
        assertThat(table.offsets()).isEqualTo(model);
        assertThat(reported).doesNotHaveDuplicates().isSubsetOf(bad).containsAll(unmappable(records));
    }

    /** A poisonous record that a later one of its delivery supersedes is never sent, and so not found to be bad. */
    private static List<Long> unmappable(List<SinkRecord> records) {
        return records.stream()
                .filter(record -> record.value() instanceof String)
                .map(SinkRecord::kafkaOffset)
                .toList();
    }

    private static void deliver(RunningSink sink, List<SinkRecord> records) {
        for (boolean done = false; !done; ) {
            try {
                sink.put(records);
                done = true;
            } catch (RetriableException e) {
                done = false;
            }
        }
    }

    private static List<SinkRecord> randomRecords(Random random, Map<String, Long> model, Set<Long> bad) {
        List<SinkRecord> records = new ArrayList<>();
        for (long offset = 0; offset < 400; offset++) {
            String key = "k" + random.nextInt(60);
            switch (random.nextInt(10)) {
                case 0 -> {
                    records.add(record(offset, key, null));
                    model.remove(key);
                }
                case 1 -> {
                    records.add(record(offset, key, value("poison", true)));
                    bad.add(offset);
                }
                case 2 -> {
                    records.add(record(offset, key, "not a map"));
                    bad.add(offset);
                }
                default -> {
                    records.add(record(offset, key, value("offset", offset)));
                    model.put(key, offset);
                }
            }
        }
        return records;
    }

    /** A table that takes as much of a batch as chance lets it, and none of one with a poisonous item. */
    private static final class FlakyTable implements BatchWriter {
        private final Random random;
        private final Map<ItemKey, Change> items = new HashMap<>();
        private int faultsLeft = 60;

        private FlakyTable(Random random) {
            this.random = random;
        }

        @Override
        public BatchOutcome write(List<Write> batch) {
            if (random.nextInt(6) == 0 && faultsLeft-- > 0) {
                return new BatchOutcome.Unfinished(batch, "chance");
            }
            if (batch.stream().anyMatch(FlakyTable::isPoisonous)) {
                return new BatchOutcome.Refused(batch, "poison", new IllegalArgumentException());
            }
            int taken = random.nextInt(4) == 0 && faultsLeft-- > 0 ? random.nextInt(batch.size()) : batch.size();
            batch.subList(0, taken).forEach(write -> items.put(write.key(), write.change()));
            return taken == batch.size()
                    ? new BatchOutcome.Written()
                    : new BatchOutcome.Unfinished(batch.subList(taken, batch.size()), "unprocessed items");
        }

        private static boolean isPoisonous(Write write) {
            return write.change() instanceof Change.Put put && put.item().containsKey("poison");
        }

        Map<String, Long> offsets() {
            Map<String, Long> offsets = new LinkedHashMap<>();
            items.forEach((key, change) -> {
                if (change instanceof Change.Put put) {
                    offsets.put(
                            requireNonNull(key.attributes().get("id")).s(),
                            Long.valueOf(
                                    requireNonNull(put.item().get("offset")).n()));
                }
            });
            return offsets;
        }
    }
}

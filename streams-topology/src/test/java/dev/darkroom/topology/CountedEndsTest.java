package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What is counted, and when it is told. */
final class CountedEndsTest extends LifecycleSpecification {
    @Test
    void countsEachEndOnceByCustomerLaneTypeAndOutcome() {
        // Given
        ImageTask first = dispatched(upload("a"));
        topology.hears(Outcomes.done(first, first.getReceivedAt().plusMillis(2000)));
        topology.hears(Outcomes.done(first, first.getReceivedAt().plusMillis(9000)));
        ImageTask second = dispatched(upload("b"));
        topology.hears(Outcomes.done(second, second.getReceivedAt().plusMillis(4000)));
        topology.receives(sameBytes("a", "c").build());
        fail(dispatched(upload("d")), Reason.CORRUPT);

        // When
        topology.passes(Duration.ofSeconds(10));

        // Then
        List<CustomerStats> told =
                topology.statistics().stream().map(TestRecord::value).toList();
        assertThat(told).hasSize(3);
        assertThat(told)
                .filteredOn(CustomerStats::getOutcome, "processed")
                .singleElement()
                .satisfies(processed -> {
                    assertThat(processed.getWindowKey()).isEqualTo("2026-11-22T10:00:00Z#express#image/jpeg#processed");
                    assertThat(processed.getWindowEnd()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
                    assertThat(processed.getImages()).isEqualTo(2);
                    assertThat(processed.getBytesIn()).isEqualTo(2 * 12_345L);
                    assertThat(processed.getBytesOut()).isEqualTo(2 * Outcomes.VARIANT_BYTES);
                    assertThat(processed.getPixelsIn()).isEqualTo(2 * 640L * 480);
                    assertThat(processed.getLatencyMillisP50()).isBetween(1980L, 2020L);
                    assertThat(processed.getLatencyMillisP99()).isBetween(1980L, 4040L);
                });
        assertThat(told)
                .filteredOn(stats -> !stats.getOutcome().equals("processed"))
                .allSatisfy(other -> assertThat(other.getImages()).isEqualTo(1))
                .extracting(CustomerStats::getOutcome)
                .containsExactlyInAnyOrder("duplicate", "failed");
    }

    @Test
    void tellsGrownStatisticsAsWholeSnapshotsOfAHigherRevision() {
        // Given
        topology.hears(Outcomes.done(dispatched(upload("a")), topology.now()));
        topology.passes(Duration.ofSeconds(10));
        CustomerStats before = topology.statistics().getFirst().value();

        // When
        topology.hears(Outcomes.done(dispatched(upload("b")), topology.now()));
        topology.passes(Duration.ofSeconds(10));
        topology.passes(Duration.ofSeconds(10));

        // Then
        assertThat(topology.statistics()).singleElement().satisfies(after -> {
            assertThat(after.key()).isEqualTo("acme/" + before.getWindowKey());
            assertThat(after.value().getImages()).isEqualTo(2);
            assertThat(after.value().getRevision()).isGreaterThan(before.getRevision());
        });
    }
}

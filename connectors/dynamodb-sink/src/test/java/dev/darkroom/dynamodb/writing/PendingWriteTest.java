package dev.darkroom.dynamodb.writing;

import static dev.darkroom.dynamodb.writing.Pending.insert;
import static dev.darkroom.dynamodb.writing.Pending.newer;
import static dev.darkroom.dynamodb.writing.Pending.ofPartition;
import static dev.darkroom.dynamodb.writing.Pending.put;
import static dev.darkroom.dynamodb.writing.Pending.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PendingWriteTest {
    @Test
    void isTheLaterOfTwoPutsWithTheEarlierToFallBackOn() {
        assertThat(merged(put("k", 1), put("k", 2), put("k", 3))).containsExactly(3L, 2L, 1L);
    }

    @Test
    void isTheNewestOfGuardedWritesWhateverTheirOrder() {
        assertThat(merged(newer("k", 1, 30), newer("k", 2, 10), newer("k", 3, 40), newer("k", 4, 20)))
                .containsExactly(3L, 1L, 4L, 2L);
    }

    @Test
    void isTheEarlierOfTwoOfTheSameVersion() {
        assertThat(merged(newer("k", 1, 5), newer("k", 2, 5))).containsExactly(1L, 2L);
    }

    @Test
    void standsForItselfWhereEachHasToBeMade() {
        assertThat(update("k", 1).mergedWith(update("k", 2))).isEmpty();
        assertThat(put("k", 1).mergedWith(update("k", 2))).isEmpty();
        assertThat(insert("k", 1).mergedWith(insert("k", 2))).isEmpty();
        assertThat(put("k", 1).mergedWith(newer("k", 2, 1))).isEmpty();
    }

    @Test
    void neverStandsForARecordOfAnotherPartition() {
        assertThat(ofPartition(0, "k", 1).mergedWith(ofPartition(1, "k", 2))).isEmpty();
    }

    @Test
    void weighsWhatItAndItsFallbacksHold() {
        PendingWrite merged = put("k", 1).mergedWith(put("k", 2)).orElseThrow();

        assertThat(merged.weight()).isEqualTo(20);
        assertThat(merged.records()).isEqualTo(2);
    }

    private static List<Long> merged(PendingWrite... writes) {
        PendingWrite merged = writes[0];
        for (int i = 1; i < writes.length; i++) {
            merged = merged.mergedWith(writes[i]).orElseThrow();
        }
        List<Long> offsets = new ArrayList<>();
        for (@Nullable PendingWrite each = merged; each != null; each = each.fallback()) {
            offsets.add(Pending.offset(each));
        }
        return offsets;
    }
}

package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MemoryBudgetTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    @Test
    void sharesHeapAndOtherMemoryOutOfOnePot() throws InterruptedException {
        // Given: 1 MB in all, half of it heap
        MemoryBudget budget = new MemoryBudget(new Memory(512 << 10, 512 << 10));

        try (MemoryBudget.Share nativeWork = budget.share(new Memory(100 << 10, 700 << 10), AT_ONCE)) {
            // Then
            assertThat(nativeWork.covers(new Memory(100 << 10, 700 << 10))).isTrue();
            assertThatExceptionOfType(RetryLaterException.class)
                    .isThrownBy(() -> budget.share(new Memory(300 << 10, 0), AT_ONCE));
            budget.share(new Memory(100 << 10, 0), AT_ONCE).close();
        }
        budget.share(new Memory(500 << 10, 500 << 10), AT_ONCE).close();
    }

    @Test
    void keepsNothingOfAShareThatCameOnlyInPart() throws InterruptedException {
        // Given
        MemoryBudget budget = new MemoryBudget(new Memory(512 << 10, 0));
        try (MemoryBudget.Share all = budget.share(new Memory(0, 512 << 10), AT_ONCE)) {
            assertThatExceptionOfType(RetryLaterException.class)
                    .isThrownBy(() -> budget.share(new Memory(400 << 10, 0), AT_ONCE));
            assertThat(all.covers(new Memory(0, 512 << 10))).isTrue();
        }

        // Then
        budget.share(new Memory(500 << 10, 0), AT_ONCE).close();
    }

    @Test
    void countsOnWhatTheFunctionIsGiven() {
        // When
        MemoryBudget small = MemoryBudget.of(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"));
        MemoryBudget large = MemoryBudget.of(Map.of("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "3008"));

        // Then
        assertThat(small.all().total()).isEqualTo((512 - 320) << 20);
        assertThat(large.all().total()).isEqualTo((3008L - 320) << 20);
        assertThat(large.holds(new Memory(1 << 20, 2000L << 20))).isTrue();
        assertThat(small.holds(new Memory(1 << 20, 2000L << 20))).isFalse();
    }
}

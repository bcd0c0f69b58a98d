package dev.darkroom.dynamodb.writing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AdaptiveLimitTest {
    private final AdaptiveLimit limit = new AdaptiveLimit(8);

    @Test
    void halvesOnceForThoseThatWereUnderWayTogetherDownToOne() {
        limit.onThrottled();
        assertThat(limit.current()).isEqualTo(4);
        for (int expected : new int[] {4, 4, 4, 2, 2, 1, 1}) {
            limit.onThrottled();
            assertThat(limit.current()).isEqualTo(expected);
        }
    }

    @Test
    void growsByOneWithAsManyGoodAnswersAsItIsUpToItsMost() {
        // Given
        limit.onThrottled();

        // When, Then
        for (int i = 0; i < 4; i++) {
            assertThat(limit.current()).isEqualTo(4);
            limit.onTaken();
        }
        assertThat(limit.current()).isEqualTo(5);
        for (int i = 0; i < 100; i++) {
            limit.onTaken();
        }
        assertThat(limit.current()).isEqualTo(8);
    }
}

package dev.darkroom.imagestreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.darkroom.httpservice.ProblemException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FeedPositionTest {
    @Test
    void isTheSameAfterBeingAnId() {
        // Given, seed 11
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            FeedPosition position = FeedPosition.start();
            for (int partition = 0; partition < random.nextInt(1, 50); partition++) {
                position = position.with(
                        random.nextBoolean() ? FeedPosition.Topic.PROCESSED : FeedPosition.Topic.FAILED,
                        random.nextInt(50),
                        random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63));
            }

            // Then
            assertThat(FeedPosition.decode(position.encode())).isEqualTo(position);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%%", "AQ", "AgAA", "processed-images-3-42", "AQAAAA", "Af____________AQAA"})
    void isNothingThatWasNotGivenOut(String id) {
        assertThat(catchThrowableOfType(ProblemException.class, () -> FeedPosition.decode(id))
                        .problem()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void isShortEnoughForAHeader() {
        FeedPosition position = FeedPosition.start();
        for (int partition = 0; partition < 24; partition++) {
            position = position.with(FeedPosition.Topic.PROCESSED, partition, 1_000_000_000_000L);
            position = position.with(FeedPosition.Topic.FAILED, partition, 1_000_000L);
        }
        assertThat(position.encode()).hasSizeLessThan(400);
    }
}

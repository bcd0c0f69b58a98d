package dev.darkroom.dynamodb.writing;

import static dev.darkroom.dynamodb.writing.Pending.ofPartition;
import static dev.darkroom.dynamodb.writing.Pending.put;
import static dev.darkroom.dynamodb.writing.Pending.putTo;
import static dev.darkroom.dynamodb.writing.Pending.update;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PendingWritesTest {
    private final AdaptiveLimit limit = new AdaptiveLimit(4);
    private final PendingWrites pending = new PendingWrites(3, limit);

    @Test
    void givesAsManyAsThereAreUpToARequestsFull() throws InterruptedException {
        // Given
        pending.add(List.of(put("a", 0), put("b", 1), put("c", 2), put("d", 3)));

        // When, Then
        assertThat(offsets(take())).containsExactly(0L, 1L, 2L);
        assertThat(offsets(take())).containsExactly(3L);
    }

    @Test
    void hasOneWriteOfAnItemUnderWayAndKeepsTheOthersInOrder() throws InterruptedException {
        // Given
        pending.add(List.of(update("a", 0), update("a", 1), update("b", 2)));
        Flight first = take();

        // When
        pending.add(List.of(update("a", 3)));

        // Then
        assertThat(offsets(first)).containsExactly(0L, 2L);
        pending.landed(first);
        Flight second = take();
        assertThat(offsets(second)).containsExactly(1L);
        pending.landed(second);
        assertThat(offsets(take())).containsExactly(3L);
    }

    @Test
    void takesTablesInTurnAndNeverTwoAtOnce() throws InterruptedException {
        // Given
        pending.add(List.of(
                putTo("one", "a", 0),
                putTo("one", "b", 1),
                putTo("one", "c", 2),
                putTo("one", "d", 3),
                putTo("two", "a", 4)));

        // When, Then
        assertThat(offsets(take())).containsExactly(0L, 1L, 2L);
        assertThat(offsets(take())).containsExactly(4L);
        assertThat(offsets(take())).containsExactly(3L);
    }

    @Test
    void holdsRequestsBackWhileDynamoDbThrottles() throws InterruptedException {
        // Given: of two requests only one may be under way
        PendingWrites one = new PendingWrites(1, new AdaptiveLimit(2));
        one.add(List.of(put("a", 0), put("b", 1)));
        Flight first = requireNonNull(one.take());
        one.onThrottled();
        Thread waiting = new Thread(() -> takeQuietly(one));

        // When
        waiting.start();

        // Then: until that one has landed
        assertThat(waiting.join(Duration.ofMillis(100))).isFalse();
        one.landed(first);
        assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void letsAnotherRequestBeUnderWayWhileOnePauses() throws InterruptedException {
        // Given
        PendingWrites one = new PendingWrites(1, new AdaptiveLimit(2));
        one.add(List.of(put("a", 0), putTo("other", "b", 1)));
        Flight throttled = requireNonNull(one.take());
        one.onThrottled();
        Thread waiting = new Thread(() -> takeQuietly(one));
        waiting.start();

        // When
        Thread pausing = new Thread(() -> {
            try {
                one.pause(throttled, Duration.ofSeconds(25));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        pausing.start();

        // Then
        assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
        pausing.interrupt();
        one.close();
        assertThat(pausing.join(Duration.ofSeconds(20))).isTrue();
    }

    private static void takeQuietly(PendingWrites pending) {
        try {
            requireNonNull(pending.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void countsWhatWaitsAndWhatIsUnderWayUntilItHasLanded() throws InterruptedException {
        // Given
        pending.add(List.of(put("a", 0), put("a", 1), put("b", 2)));
        Flight flight = take();

        // When, Then
        assertThat(pending.load().records()).isEqualTo(3);
        assertThat(pending.load().weight()).isEqualTo(30);
        assertThat(pending.load().superseded()).isEqualTo(1);
        assertThat(pending.awaitDownTo(2, 1_000, 1)).isFalse();
        pending.landed(flight);
        assertThat(pending.load().records()).isZero();
        assertThat(pending.load().weight()).isZero();
        assertThat(pending.awaitDownTo(0, 0, 1)).isTrue();
    }

    @Test
    void wakesWhoWaitsForRoomAsSoonAsThereIs() throws InterruptedException {
        // Given
        pending.add(List.of(put("a", 0)));
        Flight flight = take();
        Thread lands = new Thread(() -> pending.landed(flight));

        // When
        lands.start();

        // Then
        assertThat(pending.awaitDownTo(0, Long.MAX_VALUE, TimeUnit.SECONDS.toNanos(20)))
                .isTrue();
    }

    @Test
    void forgetsWhatIsAbandonedBeforeItIsSent() throws InterruptedException {
        // Given
        PendingWrite left = ofPartition(0, "a", 0);
        PendingWrite kept = ofPartition(1, "a", 1);
        PendingWrite alsoLeft = ofPartition(0, "b", 2);
        pending.add(List.of(left, kept, alsoLeft));

        // When
        left.receipt().abandon();
        alsoLeft.receipt().abandon();
        pending.dropAbandoned();

        // Then
        assertThat(offsets(take())).containsExactly(1L);
        assertThat(pending.load().records()).isEqualTo(1);
    }

    @Test
    void givesNothingMoreOnceItIsClosed() throws InterruptedException {
        // Given
        pending.add(List.of(put("a", 0)));

        // When
        pending.close();

        // Then
        assertThat(pending.take()).isNull();
    }

    private Flight take() throws InterruptedException {
        return requireNonNull(pending.take());
    }

    private static List<Long> offsets(Flight flight) {
        return flight.writes().stream().map(Pending::offset).toList();
    }
}

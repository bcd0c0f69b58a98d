package dev.darkroom.imagestreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.httpservice.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that comes and goes, at instances that read the partitions in orders of their own, gets each event once. */
final class FeedResumeTest {
    private static final int PARTITIONS = 4;

    private final TestingFeedArchive log = new TestingFeedArchive(PARTITIONS);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void givesEachEventOnceHoweverOftenAClientComesBackAndWhereverTo(long seed) throws InterruptedException {
        // Given two instances, with histories of a few events, and a client that has just come
        Random random = new Random(seed);
        List<Instance> instances = List.of(new Instance(4_000), new Instance(random.nextBoolean() ? 3_000 : 1 << 20));
        List<String> expected = new ArrayList<>();
        List<String> received = new ArrayList<>();
        Subscription subscription = instances.get(0).subscribe(Optional.empty());
        Instance at = instances.get(0);

        // When images finish, instances read on, and the client reads, leaves and comes back
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    FinishedImage image =
                            Examples.image(new UUID(seed, step).toString(), random.nextInt(3) == 0 ? "other" : "acme");
                    log.partitions.get(random.nextInt(PARTITIONS)).add(image);
                    if (image.customerId().equals("acme")) {
                        expected.add(image.imageId());
                    }
                }
                case 2, 3 -> instances.get(random.nextInt(2)).readOn(random.nextInt(PARTITIONS));
                case 4 -> take(subscription, received, random.nextInt(4));
                default -> {
                    String id = subscription.id();
                    subscription.close();
                    at = instances.get(random.nextInt(2));
                    subscription = at.subscribe(Optional.of(id));
                }
            }
        }
        at.readAll();
        take(subscription, received, Integer.MAX_VALUE);
        subscription.close();

        // Then
        assertThat(received).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void readsFromTheTopicsOnlyWhatMemoryHasNot() throws InterruptedException {
        // Given an instance that remembers everything
        Instance instance = new Instance(1 << 20);
        log.partitions.get(0).add(Examples.image(Examples.IMAGE_ID, "acme"));
        instance.readAll();

        // When
        List<String> received = new ArrayList<>();
        try (Subscription subscription =
                instance.subscribe(Optional.of(FeedPosition.start().encode()))) {
            take(subscription, received, Integer.MAX_VALUE);
        }

        // Then
        assertThat(received).containsExactly(Examples.IMAGE_ID);
        assertThat(log.readers).isZero();
    }

    @Test
    void saysSoWhenWhatWasMissedIsNoLongerKept() {
        // Given
        Instance instance = new Instance(1);
        for (int i = 0; i < 10; i++) {
            log.partitions.get(0).add(Examples.image(Examples.IMAGE_ID, "acme"));
        }
        instance.readAll();
        log.firstKept = 5;

        // Then
        assertThatThrownBy(() ->
                        instance.subscribe(Optional.of(FeedPosition.start().encode())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no-longer-kept");
    }

    private static void take(Subscription subscription, List<String> received, int most) throws InterruptedException {
        for (int i = 0; i < most; i++) {
            if (!(subscription.next(Duration.ZERO) instanceof Listener.Image image)) {
                return;
            }
            received.add(image.event().image().imageId());
        }
    }

    private final class Instance {
        private final LiveFeed feed;
        private final Subscriptions subscriptions;
        private final int[] next = new int[PARTITIONS];

        private Instance(long historyCharacters) {
            feed = new LiveFeed(10, historyCharacters);
            subscriptions = new Subscriptions(feed, log, () -> true);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                feed.begin(FeedPosition.Topic.PROCESSED, partition, 0, 0);
            }
        }

        private Subscription subscribe(Optional<String> lastEventId) {
            return subscriptions.begin(new Subscriptions.Wish("acme", FeedFilter.ALL, lastEventId, Optional.empty()));
        }

        private void readOn(int partition) {
            if (next[partition] < log.partitions.get(partition).size()) {
                feed.publish(
                        FeedPosition.Topic.PROCESSED,
                        partition,
                        next[partition],
                        log.partitions.get(partition).get(next[partition]));
                next[partition]++;
            }
        }

        private void readAll() {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                while (next[partition] < log.partitions.get(partition).size()) {
                    readOn(partition);
                }
            }
        }
    }
}

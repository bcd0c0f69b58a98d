package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.httpservice.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The topic processed-images in memory: partitions of images. Reads the last partition first. */
final class TestingFeedArchive implements FeedArchive {
    final List<List<FinishedImage>> partitions = new ArrayList<>();
    long firstKept;
    int readers;

    TestingFeedArchive(int partitionCount) {
        for (int i = 0; i < partitionCount; i++) {
            partitions.add(new ArrayList<>());
        }
    }

    @Override
    public FeedPosition at(Instant time) {
        return FeedPosition.start();
    }

    @Override
    public Reading read(String customerId, FeedFilter filter, FeedPosition from, FeedPosition to) {
        if (from.next(FeedPosition.Topic.PROCESSED, 0) < firstKept) {
            throw new Problem("no-longer-kept", 410, "gone").exception();
        }
        readers++;
        return new Reading() {
            private FeedPosition position = from;
            private FeedPosition end = to;

            @Override
            public Optional<LiveEvent> next(Duration longest) {
                for (int partition = partitions.size() - 1; partition >= 0; partition--) {
                    long next = position.next(FeedPosition.Topic.PROCESSED, partition);
                    while (next < end.next(FeedPosition.Topic.PROCESSED, partition)) {
                        FinishedImage image = partitions.get(partition).get((int) next);
                        LiveEvent event = LiveEvent.at(position, FeedPosition.Topic.PROCESSED, partition, next, image);
                        position = event.position();
                        if (image.customerId().equals(customerId) && filter.wants(image)) {
                            return Optional.of(event);
                        }
                        next++;
                    }
                }
                return Optional.empty();
            }

            @Override
            public boolean done() {
                return position.reaches(end);
            }

            @Override
            public FeedPosition position() {
                return position;
            }

            @Override
            public void extend(FeedPosition further) {
                end = further;
            }

            @Override
            public void close() {}
        };
    }
}

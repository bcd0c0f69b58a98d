package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.FinishedImage;

/**
 * An image that has finished, and its place in the feed.
 *
 * @param topic whose record told of it
 * @param offset of that record
 * @param position where a client is that has everything up to this and this
 * @param id the position's text
 */
record LiveEvent(
        FeedPosition.Topic topic, int partition, long offset, FeedPosition position, String id, FinishedImage image) {
    static LiveEvent at(
            FeedPosition before, FeedPosition.Topic topic, int partition, long offset, FinishedImage image) {
        FeedPosition position = before.with(topic, partition, offset + 1);
        return new LiveEvent(topic, partition, offset, position, position.encode(), image);
    }

    /** Whether a client that is there has it already. */
    boolean isBefore(FeedPosition client) {
        return offset < client.next(topic, partition);
    }

    /** For a client that was ahead in some partitions. */
    LiveEvent seenFrom(FeedPosition client) {
        FeedPosition both = position.max(client);
        return new LiveEvent(topic, partition, offset, both, both.encode(), image);
    }
}

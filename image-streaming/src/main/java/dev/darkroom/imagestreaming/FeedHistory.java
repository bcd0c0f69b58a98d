package dev.darkroom.imagestreaming;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last events, as many as fit, for clients that come back. Not safe for use by several threads. */
final class FeedHistory {
    /** Beside its JSON: a few objects and its id. */
    private static final int EVENT_CHARACTERS = 300;

    private final long mostCharacters;
    private final Deque<LiveEvent> events = new ArrayDeque<>();
    private long characters;

    /** What came from here on is all there. */
    private FeedPosition from = FeedPosition.start();

    FeedHistory(long mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /** Says where a partition's events begin. */
    void beginAt(FeedPosition.Topic topic, int partition, long offset) {
        from = from.with(topic, partition, offset);
    }

    void add(LiveEvent event) {
        events.add(event);
        characters += characters(event);
        while (characters > mostCharacters) {
            LiveEvent oldest = events.remove();
            characters -= characters(oldest);
            from = from.with(oldest.topic(), oldest.partition(), oldest.offset() + 1);
        }
    }

    private static long characters(LiveEvent event) {
        return (long) event.image().json().length() + EVENT_CHARACTERS;
    }

    /** Whether it has all that a client misses who is there. */
    boolean covers(FeedPosition client) {
        return client.reaches(from);
    }

    /** What a customer's client misses who is there, in the feed's order. */
    List<LiveEvent> since(FeedPosition client, String customerId, FeedFilter filter) {
        return events.stream()
                .filter(event -> event.image().customerId().equals(customerId)
                        && !event.isBefore(client)
                        && filter.wants(event.image()))
                .toList();
    }
}

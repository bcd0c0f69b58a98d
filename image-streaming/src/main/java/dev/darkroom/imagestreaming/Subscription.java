package dev.darkroom.imagestreaming;

import dev.darkroom.imagestreaming.Listener.Image;
import dev.darkroom.imagestreaming.Listener.Next;
import dev.darkroom.imagestreaming.Subscriptions.Wish;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one client gets, each event once and none left out: out of the past as long as it misses more than is kept in
 * memory, then live.
 */
final class Subscription implements AutoCloseable {
    private final LiveFeed feed;
    private final Wish wish;
    private FeedPosition position;
    private FeedArchive.@Nullable Reading past;
    private @Nullable Listener live;

    /** @param from where the client is */
    Subscription(LiveFeed feed, FeedArchive archive, Wish wish, FeedPosition from) {
        this.feed = feed;
        this.wish = wish;
        this.position = from;
        Optional<Listener> listener = feed.join(wish.customerId(), wish.filter(), from);
        if (listener.isPresent()) {
            live = listener.get();
        } else {
            past = archive.read(wish.customerId(), wish.filter(), from, feed.position());
        }
    }

    /** The id for a client that has everything that was returned so far. */
    String id() {
        return position.encode();
    }

    /** Waits for something to send, {@code longest} at most. */
    Next next(Duration longest) throws InterruptedException {
        while (past != null) {
            Optional<LiveEvent> event = past.next(longest);
            position = past.position();
            if (event.isPresent()) {
                return new Image(event.get(), false);
            }
            if (!past.done()) {
                return new Listener.Quiet();
            }
            goLive(past);
        }
        Listener listener = live;
        if (listener == null) {
            throw new IllegalStateException("A subscription was used after its end");
        }
        // Taken before: all that came up to there is sent when nothing is left to send.
        FeedPosition before = feed.position();
        Next next = listener.next(longest);
        if (next instanceof Image image) {
            position = image.event().position();
        } else if (next instanceof Listener.Quiet) {
            position = listener.seenFrom(before);
        }
        return next;
    }

    private void goLive(FeedArchive.Reading done) {
        Optional<Listener> listener = feed.join(wish.customerId(), wish.filter(), done.position());
        if (listener.isPresent()) {
            live = listener.get();
            past = null;
            done.close();
        } else {
            done.extend(feed.position());
        }
    }

    @Override
    public void close() {
        if (past != null) {
            past.close();
        }
        if (live != null) {
            live.close();
        }
        feed.givePlaceBack();
    }
}

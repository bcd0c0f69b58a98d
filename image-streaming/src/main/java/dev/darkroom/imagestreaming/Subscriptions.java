package dev.darkroom.imagestreaming;

import dev.darkroom.httpservice.Problem;
import io.helidon.common.parameters.Parameters;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Begins what clients of the feed ask for, whatever form it is sent in. */
final class Subscriptions {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final LiveFeed feed;
    private final FeedArchive archive;
    private final BooleanSupplier following;

    Subscriptions(LiveFeed feed, FeedArchive archive, BooleanSupplier following) {
        this.feed = feed;
        this.archive = archive;
        this.following = following;
    }

    /**
     * What a client wants.
     *
     * @param lastEventId the id of the last event it has; it goes on from there
     * @param since else where to begin; empty for what is new
     */
    record Wish(String customerId, FeedFilter filter, Optional<String> lastEventId, Optional<Instant> since) {
        /** @param lastEventId as a header has it; the query may say it as well, for clients that cannot set headers */
        static Wish of(String customerId, Parameters query, Optional<String> lastEventId) {
            try {
                return new Wish(
                        customerId,
                        FeedFilter.of(query),
                        lastEventId.filter(id -> !id.isEmpty()).or(() -> FeedFilter.parameter(query, "last_event_id")),
                        FeedFilter.parameter(query, "since").map(Instant::parse));
            } catch (DateTimeException e) {
                throw new Problem("bad-request", 400, "since is an instant like 2026-01-31T00:00:00Z.").exception();
            }
        }
    }

    /**
     * Begins, in the thread that is going to send.
     *
     * @throws dev.darkroom.httpservice.ProblemException 400 for an id that is none, 410 when some of what was missed is no
     *     longer kept, 503 when it cannot be had now
     */
    Subscription begin(Wish wish) {
        if (!following.getAsBoolean()) {
            throw Problem.unavailable("The feed is not connected to Kafka just now. Come again.", RETRY_AFTER)
                    .exception();
        }
        feed.takePlace();
        try {
            FeedPosition from = wish.lastEventId()
                    .map(FeedPosition::decode)
                    .or(() -> wish.since().map(archive::at))
                    .orElseGet(feed::livePosition);
            return new Subscription(feed, archive, wish, from);
        } catch (RuntimeException e) {
            feed.givePlaceBack();
            throw e;
        }
    }
}

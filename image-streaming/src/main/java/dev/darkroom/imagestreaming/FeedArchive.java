package dev.darkroom.imagestreaming;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The feed's past, for clients that miss more of it than is kept in memory. */
interface FeedArchive {
    /**
     * Where the feed was at a time, or where what is kept begins.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when it cannot be told now
     */
    FeedPosition at(Instant time);

    /**
     * Begins to read a customer's events.
     *
     * @param from where its client is
     * @param to where to stop
     * @throws dev.darkroom.httpservice.ProblemException 410 when some are no longer kept, 503 when they cannot be read now
     */
    Reading read(String customerId, FeedFilter filter, FeedPosition from, FeedPosition to);

    /** Events on their way out of the past. For use by one thread. */
    interface Reading extends AutoCloseable {
        /**
         * The next; empty when none was found in time, or none is left.
         *
         * @throws dev.darkroom.httpservice.ProblemException 503 when they cannot be read now
         */
        Optional<LiveEvent> next(Duration longest);

        /** Whether none is left. */
        boolean done();

        /** Where the client is that has had all that was returned. */
        FeedPosition position();

        /** Reads on, up to there. */
        void extend(FeedPosition to);

        @Override
        void close();
    }
}

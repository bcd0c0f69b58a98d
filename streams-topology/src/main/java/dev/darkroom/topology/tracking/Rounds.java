package dev.darkroom.topology.tracking;

import java.time.Duration;
import java.time.Instant;

/** What is done once a second whether records come or not: a bounded part of whatever is due. */
final class Rounds {
    private static final int MOST_DUE = 2_000;
    private static final Duration FORGETTING = Duration.ofSeconds(10);

    private final TrackingSettings settings;
    private final Index index;
    private final Tracker tracker;
    private final Moves moves;
    private final Duplicates duplicates;
    private final Redrives redrives;
    private final Statistics statistics;
    private final Outbox outbox;
    private final Memory memory;
    private Instant toldAt = Instant.EPOCH;
    private Instant forgotAt = Instant.EPOCH;

    Rounds(
            TrackingSettings settings,
            Index index,
            Tracker tracker,
            Moves moves,
            Duplicates duplicates,
            Redrives redrives,
            Statistics statistics,
            Outbox outbox,
            Memory memory) {
        this.settings = settings;
        this.index = index;
        this.tracker = tracker;
        this.moves = moves;
        this.duplicates = duplicates;
        this.redrives = redrives;
        this.statistics = statistics;
        this.outbox = outbox;
        this.memory = memory;
    }

    void make(Instant now) {
        Moment at = new Moment(now, now);
        tellFollowers(at);
        index.due(now, MOST_DUE).forEach(imageId -> tracker.due(imageId, at));
        moves.pumpAll(at);
        redrives.work(at);
        if (isTime(toldAt, settings.statisticsInterval(), now)) {
            toldAt = now;
            statistics.tell(outbox);
        }
        memory.forgetImages(now);
        if (isTime(forgotAt, FORGETTING, now)) {
            forgotAt = now;
            memory.forgetStatistics(now);
            redrives.forgetBefore(now.minus(settings.history()));
        }
    }

    private void tellFollowers(Moment at) {
        for (String originalId : duplicates.remembered(1)) {
            if (tracker.tellFollowers(originalId, Duplicates.MOST_AT_ONCE, at)) {
                duplicates.forget(originalId);
            }
        }
    }

    private static boolean isTime(Instant last, Duration interval, Instant now) {
        return !now.isBefore(last.plus(interval)) || now.isBefore(last);
    }
}

package dev.darkroom.topology.tracking;

import dev.darkroom.topology.admission.Limits;
import dev.darkroom.topology.lifecycle.Rules;
import java.time.Duration;

/**
 * How images are tracked.
 *
 * @param limits the largest raw image taken on
 * @param history how long an image is remembered after its end; no shorter than topics keep what could come again, nor
 *     than the dedupe window
 * @param statisticsWindow length of the statistics' windows
 * @param statisticsInterval how often grown statistics are told
 */
public record TrackingSettings(
        Limits limits,
        Rules rules,
        FairShares shares,
        Duration history,
        Duration statisticsWindow,
        Duration statisticsInterval) {
    public static final TrackingSettings DEFAULT = new TrackingSettings(
            Limits.DEFAULT,
            Rules.DEFAULT,
            FairShares.DEFAULT,
            Duration.ofDays(8),
            Duration.ofHours(1),
            Duration.ofSeconds(10));

    public TrackingSettings {
        if (history.compareTo(rules.dedupeWindow()) < 0) {
            throw new IllegalArgumentException(
                    "Images are remembered for %s and given out again for %s: the first must not be shorter"
                            .formatted(history, rules.dedupeWindow()));
        }
    }
}

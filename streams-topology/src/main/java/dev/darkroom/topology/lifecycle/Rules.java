package dev.darkroom.topology.lifecycle;

import java.time.Duration;

/**
 * What the operator decides about every image's life.
 *
 * @param attempts most tasks dispatched for an image before it fails; a redrive on request begins a new round
 * @param taskTimeout how long after its dispatch a task is overdue
 * @param backoff the pauses between attempts
 * @param redrives most redrives on request of one image
 * @param dedupeWindow how long a processed image's renditions are given out again for the same bytes
 */
public record Rules(int attempts, Duration taskTimeout, Backoff backoff, int redrives, Duration dedupeWindow) {
    public static final Rules DEFAULT = new Rules(
            3,
            Duration.ofHours(1),
            new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(15)),
            10,
            Duration.ofDays(7));
}

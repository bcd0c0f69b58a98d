package dev.darkroom.topology.admission;

import dev.darkroom.schemas.Lane;
import org.jspecify.annotations.Nullable;

/**
 * The lane by work: what an image costs grows with its pixels, which are decoded whatever its bytes, and with the
 * operations that each look at them. Premium customers' images count a third for the express lane.
 */
final class LaneChoice {
    static final long LARGEST_EXPRESS_WORK = 4_000_000;
    static final long LARGEST_STANDARD_WORK = 24_000_000;

    private static final int PREMIUM_FACTOR = 3;

    private LaneChoice() {}

    static Lane of(long pixels, @Nullable String operations, boolean premium) {
        long work = pixels * Math.max(1, Operations.count(operations));
        if (work <= (premium ? PREMIUM_FACTOR : 1) * LARGEST_EXPRESS_WORK) {
            return Lane.EXPRESS;
        }
        return work <= LARGEST_STANDARD_WORK ? Lane.STANDARD : Lane.BULK;
    }
}

package dev.darkroom.topology.admission;

import dev.darkroom.schemas.Lane;

/** The lane by pixel count, for what an image costs to decode grows with its pixels and not with its bytes. */
final class LaneChoice {
    static final long LARGEST_EXPRESS_PIXELS = 4_000_000;
    static final long LARGEST_STANDARD_PIXELS = 24_000_000;

    private LaneChoice() {}

    static Lane forPixels(long pixels) {
        if (pixels <= LARGEST_EXPRESS_PIXELS) {
            return Lane.EXPRESS;
        }
        return pixels <= LARGEST_STANDARD_PIXELS ? Lane.STANDARD : Lane.BULK;
    }
}

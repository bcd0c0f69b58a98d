package dev.darkroom.topology.admission;

import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.Tier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a customer has bought, as far as it matters for an image.
 *
 * @param premium whether its images take the quicker lane up to three times the work of others
 * @param allowedTypes media types it may send; empty for all that are supported
 * @param largestBytes its own limit in bytes, where it has one; the platform's limit holds beside it
 * @param largestPixels its own limit in pixels, where it has one; the platform's limit holds beside it
 * @param dailyQuota images a day (UTC), where it has a quota
 * @param defaultFunction the image function for uploads that name none
 * @param defaultOperations the operations for uploads that name neither a function nor operations
 */
public record Profile(
        boolean premium,
        Set<String> allowedTypes,
        @Nullable Long largestBytes,
        @Nullable Long largestPixels,
        @Nullable Long dailyQuota,
        @Nullable String defaultFunction,
        @Nullable String defaultOperations) {
    /** For a customer of whom nothing is known. */
    public static final Profile NONE = new Profile(false, Set.of(), null, null, null, null, null);

    public Profile {
        allowedTypes = Set.copyOf(allowedTypes);
    }

    public static Profile of(CustomerProfile profile) {
        return new Profile(
                profile.getTier() == Tier.PREMIUM,
                Set.copyOf(profile.getAllowedTypes()),
                profile.getLargestImageBytes(),
                profile.getLargestImagePixels(),
                profile.getDailyQuota(),
                profile.getDefaultFunction(),
                profile.getDefaultOperations());
    }

    /** The smaller of the platform's limits and the customer's own. */
    Limits within(Limits platform) {
        return new Limits(smaller(platform.bytes(), largestBytes), smaller(platform.pixels(), largestPixels));
    }

    private static long smaller(long platform, @Nullable Long own) {
        return own == null ? Math.max(1, platform) : Math.max(1, Math.min(platform, own));
    }
}

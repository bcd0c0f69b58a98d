package dev.darkroom.imagecollection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.darkroom.schemas.RawImage;
import java.time.Instant;
import java.util.Optional;

/** The images this instance accepted last: known at once, before anyone else has heard of them. */
final class RecentlyAccepted {
    private static final int MOST = 20_000;

    private final Cache<String, Known> images =
            // Its upkeep takes less than a hand-over to another thread.
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** Whose image it is and since when. */
    record Known(String customerId, Instant acceptedAt) {}

    void add(RawImage image) {
        images.put(image.getImageId(), new Known(image.getCustomerId(), image.getReceivedAt()));
    }

    Optional<Known> find(String customerId, String imageId) {
        return Optional.ofNullable(images.getIfPresent(imageId))
                .filter(known -> known.customerId().equals(customerId));
    }
}

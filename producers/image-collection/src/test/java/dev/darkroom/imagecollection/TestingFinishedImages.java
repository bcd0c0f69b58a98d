package dev.darkroom.imagecollection;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.finishedimages.FinishedImages;
import dev.darkroom.httpservice.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A table in memory that can be away. */
final class TestingFinishedImages implements FinishedImages {
    final Map<String, FinishedImage> images = new ConcurrentHashMap<>();
    volatile boolean away;

    @Override
    public Optional<FinishedImage> find(String imageId) {
        requireThere();
        return Optional.ofNullable(images.get(imageId));
    }

    @Override
    public Page list(String customerId, Query query) {
        requireThere();
        return new Page(
                images.values().stream()
                        .filter(image -> image.customerId().equals(customerId))
                        .limit(query.limit())
                        .toList(),
                Optional.empty());
    }

    private void requireThere() {
        if (away) {
            throw Problem.unavailable("away", Duration.ofSeconds(2)).exception();
        }
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
}

package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.finishedimages.FinishedImages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A table in memory. */
final class TestingFinishedImages implements FinishedImages {
    final Map<String, FinishedImage> images = new ConcurrentHashMap<>();

    @Override
    public Optional<FinishedImage> find(String imageId) {
        return Optional.ofNullable(images.get(imageId));
    }

    @Override
    public Page list(String customerId, Query query) {
        return new Page(List.of(), Optional.empty());
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
}

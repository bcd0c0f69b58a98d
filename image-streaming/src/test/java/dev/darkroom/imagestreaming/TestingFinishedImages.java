package dev.darkroom.imagestreaming;

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
    public void check() {}

    @Override
    public void close() {}
}

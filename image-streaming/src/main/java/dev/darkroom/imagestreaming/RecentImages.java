package dev.darkroom.imagestreaming;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.finishedimages.FinishedImages;
import java.util.Optional;

/** The images that finished last, before they are in the table and without asking it; the others come from there. */
final class RecentImages implements FinishedImages {
    private static final long MOST_CHARACTERS = 16L << 20;

    private final FinishedImages older;
    private final Cache<String, FinishedImage> recent = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String id, FinishedImage image) -> image.json().length())
            .build();

    RecentImages(FinishedImages older) {
        this.older = older;
    }

    void add(FinishedImage image) {
        recent.put(image.imageId(), image);
    }

    @Override
    public Optional<FinishedImage> find(String imageId) {
        FinishedImage image = recent.getIfPresent(imageId);
        return image == null ? older.find(imageId) : Optional.of(image);
    }

    @Override
    public Page list(String customerId, Query query) {
        return older.list(customerId, query);
    }

    @Override
    public void check() {
        older.check();
    }

    @Override
    public void close() {
        older.close();
    }
}

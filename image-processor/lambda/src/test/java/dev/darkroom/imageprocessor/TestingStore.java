package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Buckets in memory, which can be out of order. */
final class TestingStore implements RawImages, VariantStore {
    final Map<String, ImageBytes> raw = new ConcurrentHashMap<>();
    final Map<String, ImageBytes> processed = new ConcurrentHashMap<>();
    final Map<String, String> contentTypes = new ConcurrentHashMap<>();
    volatile @Nullable RuntimeException outage;

    @Override
    public Optional<ImageBytes> fetch(String bucket, String key) {
        fail();
        return Optional.ofNullable(raw.get(bucket + "/" + key));
    }

    @Override
    public String bucket() {
        return "processed-bucket";
    }

    @Override
    public void put(String key, ImageBytes content, String contentType) {
        fail();
        processed.put(key, content);
        contentTypes.put(key, contentType);
    }

    private void fail() {
        RuntimeException present = outage;
        if (present != null) {
            throw present;
        }
    }
}

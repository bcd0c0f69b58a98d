package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Buckets in memory, which can be out of order. */
final class TestingStore implements RawImages, VariantStore {
    final Map<String, ImageBytes> raw = new ConcurrentHashMap<>();
    final Map<String, ImageBytes> processed = new ConcurrentHashMap<>();
    final Map<String, String> contentTypes = new ConcurrentHashMap<>();
    final AtomicInteger fetches = new AtomicInteger();
    volatile @Nullable RuntimeException outage;

    @Override
    public Fetched fetch(String bucket, String key, long sizeBytes) {
        fail();
        fetches.incrementAndGet();
        ImageBytes bytes = raw.get(bucket + "/" + key);
        if (bytes == null) {
            return new Fetched.Missing();
        }
        return bytes.size() == sizeBytes ? new Fetched.Whole(bytes) : new Fetched.OfAnotherSize(bytes.size());
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

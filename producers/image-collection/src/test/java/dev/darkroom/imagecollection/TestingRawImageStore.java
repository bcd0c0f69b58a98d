package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that keeps only sizes and hashes; it can be away, or made to wait before it confirms. */
final class TestingRawImageStore implements RawImageStore {
    final Map<String, Long> sizes = new ConcurrentHashMap<>();
    private final Map<String, String> hashes = new ConcurrentHashMap<>();
    private final Map<String, String> marks = new ConcurrentHashMap<>();
    volatile boolean away;
    final AtomicInteger waiting = new AtomicInteger();
    volatile CountDownLatch confirm = new CountDownLatch(0);

    @Override
    public String bucket() {
        return "raw";
    }

    @Override
    public Stored put(RawObject object, ImageBody body) throws BodyRefusedException {
        requireThere();
        body.readOff();
        try {
            waiting.incrementAndGet();
            confirm.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (object.once().isPresent()
                && marks.putIfAbsent(object.key(), object.once().get()) != null) {
            return Stored.THERE_ALREADY;
        }
        marks.putIfAbsent(object.key(), "");
        sizes.put(object.key(), body.bytes());
        hashes.put(object.key(), body.sha256());
        return Stored.NEW;
    }

    private void requireThere() {
        if (away) {
            throw Problem.unavailable("away", Duration.ofSeconds(2)).exception();
        }
    }

    @Override
    public Optional<String> mark(String key) {
        requireThere();
        return Optional.ofNullable(marks.get(key));
    }

    @Override
    public String sha256(String key) {
        return hashes.getOrDefault(key, "");
    }

    @Override
    public void check() {
        if (away) {
            throw new IllegalStateException("away");
        }
    }

    @Override
    public void close() {}
}

package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that keeps only sizes; it can be away, or made to wait before it confirms. */
final class TestingRawImageStore implements RawImageStore {
    final Map<String, Long> sizes = new ConcurrentHashMap<>();
    volatile boolean away;
    final AtomicInteger waiting = new AtomicInteger();
    volatile CountDownLatch confirm = new CountDownLatch(0);

    @Override
    public String bucket() {
        return "raw";
    }

    @Override
    public void put(String key, String contentType, ImageBody body) throws BodyRefusedException {
        if (away) {
            throw Problem.unavailable("away", Duration.ofSeconds(2)).exception();
        }
        try {
            body.transferTo(OutputStream.nullOutputStream());
            waiting.incrementAndGet();
            confirm.await();
        } catch (BodyRefusedException e) {
            throw e;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        sizes.put(key, body.bytes());
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

package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.StoredVariant;
import dev.darkroom.httpservice.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Variants of as many bytes as they are said to have, each the low byte of its offset; they can end early or be gone. */
final class TestingVariantStore implements VariantStore {
    final AtomicLong read = new AtomicLong();
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger wholeReads = new AtomicInteger();
    volatile long endsAt = Long.MAX_VALUE;
    volatile boolean gone;

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Override
    public Opened open(StoredVariant variant, Optional<ByteRange> range) {
        if (gone) {
            throw new Problem("gone", 410, "gone").exception();
        }
        open.incrementAndGet();
        if (range.isEmpty()) {
            wholeReads.incrementAndGet();
        }
        long first = range.map(ByteRange::first).orElse(0L);
        long size = range.map(ByteRange::count).orElse(variant.sizeBytes());
        return new Opened() {
            @Override
            public long sizeBytes() {
                return size;
            }

            @Override
            public void transferTo(OutputStream out) throws IOException {
                byte[] buffer = new byte[1000];
                for (long sent = 0; sent < size; ) {
                    if (sent >= endsAt) {
                        throw new EOFException("the store went away");
                    }
                    int count = (int) Math.min(buffer.length, size - sent);
                    for (int i = 0; i < count; i++) {
                        buffer[i] = (byte) (first + sent + i);
                    }
                    out.write(buffer, 0, count);
                    sent += count;
                    read.addAndGet(count);
                }
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    @Override
    public URI urlFor(StoredVariant variant, Duration valid) {
        return URI.create("https://store.example/" + variant.key() + "?seconds=" + valid.toSeconds());
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
}

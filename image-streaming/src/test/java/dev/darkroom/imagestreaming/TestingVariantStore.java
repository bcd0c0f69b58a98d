package dev.darkroom.imagestreaming;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Variants of zeroes, made while they are read; they can end early. */
final class TestingVariantStore implements VariantStore {
    final AtomicLong read = new AtomicLong();
    final AtomicInteger open = new AtomicInteger();
    volatile long sizeBytes = 1000;
    volatile long endsAt = Long.MAX_VALUE;

    @Override
    public Opened open(StoredVariant variant) {
        open.incrementAndGet();
        long size = sizeBytes;
        return new Opened() {
            @Override
            public long sizeBytes() {
                return size;
            }

            @Override
            public void transferTo(OutputStream out) throws IOException {
                byte[] buffer = new byte[1000];
                for (long sent = 0; sent < size; sent += buffer.length) {
                    if (sent >= endsAt) {
                        throw new EOFException("the store went away");
                    }
                    out.write(buffer);
                    read.addAndGet(buffer.length);
                }
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
}

package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.StoredVariant;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A variant's bytes in memory, or on their way there: read from the store once, and given out as they come to however many
 * ask. The last byte is given out when all are what they were when the variant was made. Whoever uses it retains it
 * before and closes it afterwards; with the last to do so its memory is free.
 */
final class KeptVariant implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptVariant.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final StoredVariant variant;
    private final int sizeBytes;
    private final Runnable whenFree;
    private final AtomicInteger users = new AtomicInteger(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] bytes = new byte[0];
    private volatile int readable;
    private volatile boolean begun;
    private volatile @Nullable ProblemException failure;

    /** Retained by the caller; takes its memory when it is read. */
    KeptVariant(StoredVariant variant, Runnable whenFree) {
        this.variant = variant;
        this.sizeBytes = Math.toIntExact(variant.sizeBytes());
        this.whenFree = whenFree;
    }

    /** Begins to use it, unless nobody does any more; tells which. */
    boolean retain() {
        return users.updateAndGet(count -> count == 0 ? 0 : count + 1) > 0;
    }

    @Override
    public void close() {
        if (users.decrementAndGet() == 0) {
            whenFree.run();
        }
    }

    int sizeBytes() {
        return sizeBytes;
    }

    /**
     * Reads all there is of it. Whoever waits for the bytes goes on waiting when this fails, until told by {@link #fail}.
     *
     * @throws ProblemException 410 when they are gone, 503 when they cannot be read now
     * @throws IOException when they end early or are not what they were
     */
    void readFrom(VariantStore store) throws IOException {
        MessageDigest sha256 = sha256();
        int read;
        try (VariantStore.Opened opened = store.open(variant, Optional.empty())) {
            if (opened.sizeBytes() != sizeBytes) {
                throw new IOException("It has " + opened.sizeBytes() + " bytes now");
            }
            bytes = new byte[sizeBytes];
            Filling filling = new Filling(sha256);
            change(() -> begun = true);
            opened.transferTo(filling);
            read = filling.position;
        }
        if (read != sizeBytes || !HexFormat.of().formatHex(sha256.digest()).equals(variant.sha256())) {
            throw new IOException("Its bytes are not what they were: their SHA-256 is another");
        }
        change(() -> readable = sizeBytes);
    }

    /** Tells everyone who waits that nothing more will come. */
    void fail(Throwable cause) {
        ProblemException told = cause instanceof ProblemException problem ? problem : unreadable(cause);
        change(() -> failure = told);
    }

    private ProblemException unreadable(Throwable cause) {
        LOG.atError()
                .addKeyValue("bucket", variant.bucket())
                .addKeyValue("key", variant.key())
                .setCause(cause)
                .log("S3 did not give a variant as it was stored");
        return Problem.unavailable("The variant cannot be read just now. Ask again.", RETRY_AFTER)
                .exception(cause);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for all bytes, which are not to be changed.
     *
     * @throws ProblemException 410 when they are gone, 503 when they cannot be read now
     */
    byte[] whole() throws InterruptedIOException {
        return part(0, sizeBytes);
    }

    /**
     * Waits for some of the bytes, which are not to be changed.
     *
     * @throws ProblemException 410 when they are gone, 503 when they cannot be read now
     */
    byte[] part(int first, int count) throws InterruptedIOException {
        await(first + count);
        return count == sizeBytes ? bytes : Arrays.copyOfRange(bytes, first, first + count);
    }

    /**
     * Writes some of the bytes, as soon as they are there.
     *
     * @throws IOException when they will not come, or {@code out} takes no more
     */
    void write(OutputStream out, int first, int count) throws IOException {
        try {
            await(first + count);
        } catch (ProblemException e) {
            throw new IOException("The store gave no more", e);
        }
        out.write(bytes, first, count);
    }

    /**
     * Waits until the store has given the bytes before {@code end}.
     *
     * @throws ProblemException 410 when they are gone, 503 when they cannot be read now
     */
    void await(int end) throws InterruptedIOException {
        if (begun && readable >= end) {
            return;
        }
        lock.lock();
        try {
            while (!begun || readable < end) {
                if (failure != null) {
                    throw failure;
                }
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            lock.unlock();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private final class Filling extends OutputStream {
        private final MessageDigest sha256;
        private int position;

        private Filling(MessageDigest sha256) {
            this.sha256 = sha256;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            if (length > sizeBytes - position) {
                throw new IOException("There are more bytes than there were");
            }
            System.arraycopy(source, offset, bytes, position, length);
            sha256.update(source, offset, length);
            position += length;
            change(() -> readable = Math.min(position, sizeBytes - 1));
        }
    }
}

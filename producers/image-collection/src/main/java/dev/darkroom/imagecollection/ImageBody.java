package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An upload's bytes on their way through: counted, hashed and held to their {@link Pace} and length while they are read,
 * never kept but for the first {@value #HEAD_BYTES}. Once reading failed, for the client's fault, it fails the same way ever after, so that
 * whoever reads again cannot take a cut-off body for a whole one.
 */
final class ImageBody extends InputStream {
    /** The most that is kept. */
    static final int HEAD_BYTES = 256 << 10;

    /** For {@link #declaredBytes()}: told only by where the body ends. */
    static final long UNKNOWN = -1;

    private final InputStream source;
    private final long declaredBytes;
    private final long largestBytes;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final MessageDigest sha256 = newSha256();
    private final byte[] one = new byte[1];
    private byte[] head = new byte[0];
    private int headPosition;
    private long bytes;
    private long waitedNanos;
    private boolean ended;
    private long position;
    private @Nullable BodyRefusedException refused;
    private @Nullable String hash;

    /**
     * @param declaredBytes how many there will be, or {@link #UNKNOWN}
     * @param largestBytes how many there may be
     * @param nanoTime as {@link System#nanoTime}
     */
    ImageBody(InputStream source, long declaredBytes, long largestBytes, Pace pace, LongSupplier nanoTime) {
        this.source = source;
        this.declaredBytes = declaredBytes;
        this.largestBytes = largestBytes;
        this.pace = pace;
        this.nanoTime = nanoTime;
    }

    /**
     * Reads the first bytes and keeps them, beside those it has kept before; fewer than {@code most} only when there are
     * no more. They are given out with the others.
     */
    byte[] readHead(int most) throws BodyRefusedException {
        byte[] first = Arrays.copyOf(head, declaredBytes == UNKNOWN ? most : (int) Math.min(most, declaredBytes));
        int filled = head.length;
        int count;
        while (filled < first.length && (count = readSource(first, filled, first.length - filled)) >= 0) {
            filled += count;
        }
        head = filled == first.length ? first : Arrays.copyOf(first, filled);
        return head;
    }

    /** How many bytes were given out so far; those of the head count when they are read again. */
    long position() {
        return position;
    }

    /** Reads what is left, for its hash. */
    void readOff() throws BodyRefusedException {
        byte[] buffer = new byte[16 << 10];
        while (true) {
            if (read(buffer, 0, buffer.length) < 0) {
                return;
            }
        }
    }

    @Override
    public int read() throws BodyRefusedException {
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws BodyRefusedException {
        if (length == 0) {
            return 0;
        }
        if (headPosition < head.length) {
            int count = Math.min(length, head.length - headPosition);
            System.arraycopy(head, headPosition, target, offset, count);
            headPosition += count;
            position += count;
            return count;
        }
        int count = readSource(target, offset, length);
        position += Math.max(0, count);
        return count;
    }

    private int readSource(byte[] target, int offset, int length) throws BodyRefusedException {
        if (refused != null) {
            throw refused;
        }
        if (ended) {
            return -1;
        }
        int count;
        long since = nanoTime.getAsLong();
        try {
            count = source.read(target, offset, length);
        } catch (IOException | RuntimeException e) {
            throw refuse(e);
        } finally {
            waitedNanos += nanoTime.getAsLong() - since;
        }
        if (count < 0) {
            ended = true;
            if (declaredBytes != UNKNOWN && bytes != declaredBytes) {
                throw refuse(null);
            }
            return -1;
        }
        bytes += count;
        if (bytes > largestBytes) {
            throw remember(tooLarge(largestBytes), null);
        }
        if (bytes != declaredBytes && pace.exceeded(bytes, waitedNanos)) {
            throw remember(tooSlow("The body came too slowly"), null);
        }
        sha256.update(target, offset, count);
        return count;
    }

    private BodyRefusedException refuse(@Nullable Throwable cause) {
        if (Thread.currentThread().isInterrupted()) {
            // Not the client's fault: whoever interrupts a virtual thread that reads a socket closes the socket.
            return remember(
                    new Problem("not-stored", 503, "The image was not stored in time. Send the image again."), cause);
        }
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof SocketTimeoutException) {
                return remember(tooSlow("The body stopped coming"), cause);
            }
        }
        return remember(
                new Problem("body-incomplete", 400, "The body ended before its end. Send the image again."), cause);
    }

    static Problem tooLarge(long largestBytes) {
        return new Problem(
                "too-large",
                413,
                "An image may have " + largestBytes + " bytes at most here; send larger ones by POST /v1/uploads.");
    }

    private static Problem tooSlow(String what) {
        return new Problem("body-too-slow", 408, what + ". Send the image again.");
    }

    private BodyRefusedException remember(Problem problem, @Nullable Throwable cause) {
        refused = new BodyRefusedException(problem.exception(cause));
        return refused;
    }

    /** Why the client's side failed, if it did. */
    Optional<BodyRefusedException> refused() {
        return Optional.ofNullable(refused);
    }

    long declaredBytes() {
        return declaredBytes;
    }

    /** How long the whole body may take to come. */
    Duration longest() {
        return pace.longest(declaredBytes == UNKNOWN ? largestBytes : declaredBytes);
    }

    /** How long reading has waited for the client so far; what was done in between is not counted. */
    Duration waited() {
        return Duration.ofNanos(waitedNanos);
    }

    /** How many bytes were read so far. */
    long bytes() {
        return bytes;
    }

    /** Whether the body was read to its end, and its end is where it was said to be. */
    boolean complete() {
        return refused == null && (declaredBytes == UNKNOWN ? ended : bytes == declaredBytes);
    }

    /** SHA-256 of all bytes in lower-case hex; to be asked when the body is {@link #complete()}. */
    String sha256() {
        if (hash == null) {
            hash = HexFormat.of().formatHex(sha256.digest());
        }
        return hash;
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import io.helidon.http.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An upload's bytes on their way through: counted, hashed and held to the limit while they are read, never kept but for
 * the first {@value #HEAD_BYTES}. Once reading failed, for the client's fault, it fails the same way ever after, so that
 * whoever reads again cannot take a cut-off body for a whole one.
 */
final class ImageBody extends InputStream {
    /** Of 1,642 odd real images, 1,627 tell their size within the first quarter of this. */
    static final int HEAD_BYTES = 256 << 10;

    private final InputStream source;
    private final OptionalLong declaredBytes;
    private final long largestBytes;
    private final MessageDigest sha256 = newSha256();
    private final byte[] one = new byte[1];
    private byte[] head = new byte[0];
    private int headPosition;
    private long bytes;
    private boolean ended;
    private boolean beyondHead;
    private @Nullable BodyRefusedException refused;

    ImageBody(InputStream source, OptionalLong declaredBytes, long largestBytes) {
        this.source = source;
        this.declaredBytes = declaredBytes;
        this.largestBytes = largestBytes;
    }

    /** Reads the first bytes and keeps them; fewer than {@value #HEAD_BYTES} only when there are no more. */
    byte[] readHead() throws BodyRefusedException {
        byte[] first = new byte[(int) Math.min(HEAD_BYTES, declaredBytes.orElse(HEAD_BYTES))];
        int filled = 0;
        int count;
        while (filled < first.length && (count = readSource(first, filled, first.length - filled)) >= 0) {
            filled += count;
        }
        head = filled == first.length ? first : Arrays.copyOf(first, filled);
        return head;
    }

    /** The bytes from the first on. May be asked for again as long as no more than the head was read. */
    InputStream fromStart() {
        if (beyondHead) {
            throw new IllegalStateException("An upload is read once: its bytes are not kept to be sent again");
        }
        headPosition = 0;
        return this;
    }

    @Override
    public int read() throws IOException {
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (headPosition < head.length) {
            int count = Math.min(length, head.length - headPosition);
            System.arraycopy(head, headPosition, target, offset, count);
            headPosition += count;
            return count;
        }
        int count = readSource(target, offset, length);
        beyondHead |= count > 0;
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
        try {
            count = source.read(target, offset, length);
        } catch (IOException | RuntimeException e) {
            throw refuse(e);
        }
        if (count < 0) {
            ended = true;
            if (declaredBytes.isPresent() && bytes != declaredBytes.getAsLong()) {
                throw refuse(null);
            }
            return -1;
        }
        bytes += count;
        if (bytes > largestBytes) {
            throw remember(tooLarge(largestBytes), null);
        }
        sha256.update(target, offset, count);
        return count;
    }

    private BodyRefusedException refuse(@Nullable Throwable cause) {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason instanceof RequestException fromServer
                    && fromServer.status().code() == 413) {
                return remember(tooLarge(largestBytes), cause); // one chunk that is larger than all may be
            }
            if (reason instanceof SocketTimeoutException) {
                return remember(
                        new Problem("body-too-slow", 408, "The body stopped coming. Send the image again."), cause);
            }
        }
        return remember(
                new Problem("body-incomplete", 400, "The body ended before its end. Send the image again."), cause);
    }

    private BodyRefusedException remember(Problem problem, @Nullable Throwable cause) {
        refused = new BodyRefusedException(problem.exception(cause));
        return refused;
    }

    static Problem tooLarge(long largestBytes) {
        return new Problem("too-large", 413, "An image may have " + largestBytes + " bytes at most.");
    }

    /** Why the client's side failed, if it did. */
    Optional<BodyRefusedException> refused() {
        return Optional.ofNullable(refused);
    }

    OptionalLong declaredBytes() {
        return declaredBytes;
    }

    /** How many bytes were read so far. */
    long bytes() {
        return bytes;
    }

    /** Whether the body was read to its end, and its end is where it was said to be. */
    boolean complete() {
        return refused == null && (ended || bytes == declaredBytes.orElse(-1));
    }

    /** SHA-256 of all bytes in lower-case hex; ask once, when the body is {@link #complete()}. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package dev.darkroom.imagecollection;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive bytes of a body, kept until closed, so that the store can be sent them again when it fails, and only
 * when the client has sent them, so that a slow client holds no connection to the store.
 */
final class BodyPart implements AutoCloseable {
    /** Why it has no more bytes. */
    enum End {
        /** It has as many as were asked for. */
        FULL,
        /** The body has no more. */
        BODY_ENDED,
        /** No memory was free; the rest is still to be read. */
        NO_MEMORY
    }

    private final ChunkPool pool;
    private final List<byte[]> chunks = new ArrayList<>();
    private final CRC32 crc32 = new CRC32();
    private long bytes;
    private End end = End.FULL;

    private BodyPart(ChunkPool pool) {
        this.pool = pool;
    }

    /**
     * Reads on in the body, {@code mostBytes} at most.
     *
     * @param patience how long to wait for memory, each time more is needed
     * @throws BodyRefusedException when the client's side failed
     */
    static BodyPart read(ImageBody body, long mostBytes, ChunkPool pool, Duration patience)
            throws BodyRefusedException {
        BodyPart part = new BodyPart(pool);
        try {
            part.end = part.fill(body, mostBytes, () -> pool.take(patience));
            return part;
        } catch (BodyRefusedException | RuntimeException e) {
            part.close();
            throw e;
        }
    }

    /** Reads further on, {@code mostBytes} in all at most, as long as memory is not short. */
    void readOn(ImageBody body, long mostBytes) throws BodyRefusedException {
        end = fill(body, mostBytes, pool::takeSpare);
    }

    private End fill(ImageBody body, long mostBytes, Supplier<byte @Nullable []> memory) throws BodyRefusedException {
        while (bytes < mostBytes) {
            int used = (int) (bytes % ChunkPool.CHUNK_BYTES);
            if (used == 0 && bytes == (long) chunks.size() * ChunkPool.CHUNK_BYTES) {
                byte[] chunk = memory.get();
                if (chunk == null) {
                    return End.NO_MEMORY;
                }
                chunks.add(chunk);
            }
            int count =
                    body.read(chunks.getLast(), used, (int) Math.min(ChunkPool.CHUNK_BYTES - used, mostBytes - bytes));
            if (count < 0) {
                return End.BODY_ENDED;
            }
            crc32.update(chunks.getLast(), used, count);
            bytes += count;
        }
        return End.FULL;
    }

    long bytes() {
        return bytes;
    }

    End end() {
        return end;
    }

    /** The CRC-32 of its bytes the way S3 takes it: big-endian, in Base64. */
    String crc32() {
        byte[] value = ByteBuffer.allocate(Integer.BYTES)
                .putInt((int) crc32.getValue())
                .array();
        return Base64.getEncoder().encodeToString(value);
    }

    /** The bytes from the first on; may be asked for again. */
    InputStream open() {
        return new ChunkStream();
    }

    @Override
    public void close() {
        chunks.forEach(pool::give);
        chunks.clear();
    }

    private final class ChunkStream extends InputStream {
        private final byte[] one = new byte[1];
        private long position;

        @Override
        public int read() {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (position == bytes) {
                return -1;
            }
            int from = (int) (position % ChunkPool.CHUNK_BYTES);
            int count = (int) Math.min(Math.min(length, ChunkPool.CHUNK_BYTES - from), bytes - position);
            System.arraycopy(chunks.get((int) (position / ChunkPool.CHUNK_BYTES)), from, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, bytes - position);
        }
    }
}

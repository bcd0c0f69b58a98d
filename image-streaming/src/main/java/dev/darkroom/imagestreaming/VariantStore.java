package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.StoredVariant;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where variants' bytes are read. */
interface VariantStore extends AutoCloseable {
    /**
     * Opens a variant, or a range of it, for reading.
     *
     * @throws dev.darkroom.httpservice.ProblemException 410 when its bytes are gone, 503 when they cannot be read now
     */
    Opened open(StoredVariant variant, Optional<ByteRange> range);

    /** A URL under which anyone may read the variant until then, at the store itself. */
    URI urlFor(StoredVariant variant, Duration valid);

    /** A variant's bytes, not read yet. Closing before all are read gives up the rest. */
    interface Opened extends AutoCloseable {
        /** How many bytes will come. */
        long sizeBytes();

        /**
         * Passes all bytes on, a buffer at a time.
         *
         * @throws IOException when they end early, or {@code out} takes no more
         */
        void transferTo(OutputStream out) throws IOException;

        @Override
        void close();
    }

    /**
     * Asks whether the store is there.
     *
     * @throws RuntimeException when there is no answer within a few seconds
     */
    void check();

    @Override
    void close();
}

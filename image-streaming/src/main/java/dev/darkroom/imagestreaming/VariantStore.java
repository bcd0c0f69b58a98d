package dev.darkroom.imagestreaming;

import java.io.IOException;
import java.io.OutputStream;

/** Where variants' bytes are read. */
interface VariantStore extends AutoCloseable {
    /**
     * Opens a variant for reading.
     *
     * @throws dev.darkroom.httpservice.ProblemException 410 when its bytes are gone, 503 when they cannot be read now
     */
    Opened open(StoredVariant variant);

    /** A variant's bytes, not read yet. Closing before all are read gives up the rest. */
    interface Opened extends AutoCloseable {
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

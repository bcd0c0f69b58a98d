package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.TraceContext;
import dev.darkroom.schemas.RawImage;

/** Where accepted images are announced. */
interface RawImageLog extends AutoCloseable {
    /**
     * Announces an image: when this returns, the announcement will not be lost.
     *
     * @throws dev.darkroom.httpservice.ProblemException 503 when the log is away
     */
    void publish(RawImage image, TraceContext trace);

    /**
     * Asks whether the log is there.
     *
     * @throws Exception when it does not answer within a few seconds
     */
    void check() throws Exception;

    /**
     * Asks whether the schemas that announcements are written with are known.
     *
     * @throws RuntimeException when they are not
     */
    void checkRegistry();

    @Override
    void close();
}

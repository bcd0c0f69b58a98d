package dev.darkroom.imagecollection;

import java.util.Optional;

/** Keeps raw images' bytes. */
interface RawImageStore extends AutoCloseable {
    /** The bucket the objects lie in. */
    String bucket();

    /**
     * Stores the whole body, or nothing: when this returns {@link Stored#NEW}, the store has confirmed every byte.
     *
     * @throws BodyRefusedException when the client's side failed
     * @throws dev.darkroom.httpservice.ProblemException 503 when the store is away
     */
    Stored put(RawObject object, ImageBody body) throws BodyRefusedException;

    /** What came of storing a body. */
    enum Stored {
        NEW,
        /** The object was to be stored once and is there already; how much of the body was read is open. */
        THERE_ALREADY
    }

    /**
     * An object to store.
     *
     * @param once when present, it is stored only if there is none of this key, together with this mark
     */
    record RawObject(String key, String contentType, Optional<String> once) {}

    /**
     * The mark an object was stored with.
     *
     * @return empty when there is no such object
     * @throws dev.darkroom.httpservice.ProblemException 503 when the store is away
     */
    Optional<String> mark(String key);

    /**
     * Reads an object to hash it.
     *
     * @return SHA-256 in lower-case hex
     * @throws dev.darkroom.httpservice.ProblemException 503 when the store is away
     */
    String sha256(String key);

    /**
     * Asks whether the store is there.
     *
     * @throws RuntimeException when it does not answer within a few seconds
     */
    void check();

    @Override
    void close();
}

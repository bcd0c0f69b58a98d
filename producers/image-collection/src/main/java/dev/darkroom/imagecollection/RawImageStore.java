package dev.darkroom.imagecollection;

/** Keeps raw images' bytes. */
interface RawImageStore extends AutoCloseable {
    /** The bucket the objects lie in. */
    String bucket();

    /**
     * Stores the whole body under {@code key}, or nothing: when this returns, the store has confirmed every byte.
     *
     * @throws BodyRefusedException when the client's side failed
     * @throws dev.darkroom.httpservice.ProblemException 503 when the store is away
     */
    void put(String key, String contentType, ImageBody body) throws BodyRefusedException;

    /**
     * Asks whether the store is there.
     *
     * @throws RuntimeException when it does not answer within a few seconds
     */
    void check();

    @Override
    void close();
}

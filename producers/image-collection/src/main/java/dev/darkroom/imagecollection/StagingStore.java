package dev.darkroom.imagecollection;

import dev.darkroom.imagecollection.header.ImageHeader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Where large images gather until they are whole: sent by clients straight to the store, or in pieces through us. */
interface StagingStore {
    /**
     * Begins an object of several parts.
     *
     * @return what the store calls it
     */
    String begin(String key);

    /** Where the client may put the object itself, as it is described and until then. */
    URI urlFor(String key, long bytes, Optional<String> sha256, Duration valid);

    /** Where the client may put one of its parts, of so many bytes, until then. */
    URI urlFor(String key, String multipartId, int part, long bytes, Duration valid);

    /** Puts the whole object. */
    void put(String key, ImageBody body) throws BodyRefusedException;

    /** Puts one part. */
    void put(String key, String multipartId, int part, ImageBody body) throws BodyRefusedException;

    /** The parts that are there, with their sizes in bytes, by number; empty for an object that was put together. */
    Map<Integer, Long> parts(String key, String multipartId);

    /** Makes one object of the parts that are there; done before, it does nothing. */
    void putTogether(String key, String multipartId);

    /** Reads an object to its end; empty when there is none. */
    Optional<Content> read(String key);

    /**
     * What an object holds.
     *
     * @param version what it was when it was read
     * @param sha256 in lower-case hex
     * @param header what its first bytes tell
     */
    record Content(String version, long bytes, String sha256, ImageHeader header) {}

    /**
     * Copies an object within the bucket, as it was when it was read.
     *
     * @throws dev.darkroom.httpservice.ProblemException 409 when it has changed since
     */
    void copy(String from, String version, String to, String contentType);

    /** Takes an object, and the parts of one that is not whole, away. */
    void delete(String key, Optional<String> multipartId);

    /** Takes away what was begun before then and left. */
    void sweep(String prefix, Instant before);
}

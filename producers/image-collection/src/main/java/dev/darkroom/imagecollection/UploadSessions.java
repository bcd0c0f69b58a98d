package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.imagecollection.Receipts.Receipt;
import dev.darkroom.imagecollection.StagingStore.Content;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Large images, that clients put into the store themselves. They gather in a staging area; only what was checked there
 * is copied to its place, as it was when it was checked, so a client that goes on writing changes nothing.
 */
final class UploadSessions {
    static final Duration LIFETIME = Duration.ofHours(24);

    private static final Duration URL_LIFETIME = Duration.ofHours(1);

    private final StagingStore staging;
    private final Documents documents;
    private final Receipts receipts;
    private final Announcer announcer;
    private final CustomerLimits limits;
    private final long largestBytes;
    private final Clock clock;

    UploadSessions(
            StagingStore staging,
            Documents documents,
            Announcer announcer,
            CustomerLimits limits,
            long largestBytes,
            Clock clock) {
        this.staging = staging;
        this.documents = documents;
        this.receipts = new Receipts(documents);
        this.announcer = announcer;
        this.limits = limits;
        this.largestBytes = largestBytes;
        this.clock = clock;
    }

    /** Begins one, or, for a known idempotency key, finds the one begun. */
    UploadSession begin(Upload upload, long bytes, Optional<String> sha256) {
        long largest = limits.largestBytes(upload.customerId(), largestBytes);
        if (bytes < 1 || bytes > largest) {
            throw new Problem("too-large", 413, "size_bytes is 1 to " + largest + ".").exception();
        }
        String imageId = upload.idempotencyKey()
                .map(key -> ImageIds.of(upload.customerId(), "upload\0" + key))
                .orElseGet(ImageIds::fresh);
        Optional<UploadSession> begun = upload.idempotencyKey().flatMap(key -> known(upload.customerId(), imageId));
        if (begun.isPresent()) {
            return mustBeSame(begun.get(), upload, bytes, sha256);
        }
        UploadSession session = new UploadSession(
                imageId,
                upload,
                bytes,
                sha256,
                Optional.empty(),
                clock.instant().plus(LIFETIME));
        if (bytes > UploadSession.PART_BYTES) {
            session = new UploadSession(
                    imageId,
                    upload,
                    bytes,
                    sha256,
                    Optional.of(staging.begin(session.stagingKey())),
                    session.expiresAt());
        }
        documents.put(UploadSession.documentKey(upload.customerId(), imageId), session.document());
        return session;
    }

    private static UploadSession mustBeSame(UploadSession begun, Upload upload, long bytes, Optional<String> sha256) {
        if (begun.bytes() != bytes
                || !begun.sha256().equals(sha256)
                || !begun.upload().mark().equals(upload.mark())) {
            throw new Problem(
                            "idempotency-key-reused",
                            422,
                            "This Idempotency-Key was sent with another upload. Take a new key.")
                    .exception();
        }
        return begun;
    }

    private Optional<UploadSession> known(String customerId, String imageId) {
        return documents.find(UploadSession.documentKey(customerId, imageId)).map(UploadSession::of);
    }

    /** @throws ProblemException 404 when the customer has begun none of this id, 410 when it is over */
    UploadSession find(String customerId, String imageId) {
        UploadSession session = Optional.of(imageId)
                .filter(ImageIds::isOne)
                .flatMap(id -> known(customerId, id))
                .orElseThrow(() -> Problem.notFound("There is no open upload with this id.")
                        .exception());
        session.mustBeOpen(clock.instant());
        return session;
    }

    /** The session with what is still to be sent, and where to. */
    ObjectNode describe(UploadSession session) {
        ObjectNode document = session.document();
        document.remove("customer_id");
        document.remove("traceparent");
        document.remove("tracestate");
        document.remove("multipart_id");
        document.put("upload_id", session.imageId());
        document.put("part_bytes", UploadSession.PART_BYTES);
        document.put("received_bytes", 0);
        ArrayNode missing = document.putArray("missing");
        Map<Integer, Long> there = session.multipartId()
                .map(id -> staging.parts(session.stagingKey(), id))
                .orElse(Map.of());
        for (int number = 1; number <= session.parts(); number++) {
            if (session.has(there, number)) {
                document.put("received_bytes", document.path("received_bytes").asLong() + session.partBytes(number));
            } else {
                describe(session, number, missing.addObject());
            }
        }
        return document;
    }

    private void describe(UploadSession session, int number, ObjectNode part) {
        long offset = (number - 1L) * UploadSession.PART_BYTES;
        long bytes = session.partBytes(number);
        part.put("part", number).put("offset", offset).put("size_bytes", bytes).put("method", "PUT");
        part.put("url", url(session, number, bytes));
        ObjectNode headers = part.putObject("headers").put("Content-Length", Long.toString(bytes));
        if (session.multipartId().isEmpty()) {
            session.sha256().ifPresent(hash -> headers.put("x-amz-checksum-sha256", S3StagingStore.base64(hash)));
        }
    }

    private String url(UploadSession session, int number, long bytes) {
        return session.multipartId()
                .map(id -> staging.urlFor(session.stagingKey(), id, number, bytes, URL_LIFETIME))
                .orElseGet(() -> staging.urlFor(session.stagingKey(), bytes, session.sha256(), URL_LIFETIME))
                .toString();
    }

    /** Takes one part through us. */
    void put(UploadSession session, int number, ImageBody body) {
        try {
            if (session.multipartId().isPresent()) {
                staging.put(session.stagingKey(), session.multipartId().get(), number, body);
            } else {
                staging.put(session.stagingKey(), body);
            }
        } catch (BodyRefusedException e) {
            throw e.refusal();
        }
    }

    /** Accepts what has arrived, once it is what was announced; done before, it only says so again. */
    Accepted complete(String customerId, String imageId) {
        if (ImageIds.isOne(imageId) && receipts.find(customerId, imageId).isPresent()) {
            return new Accepted(imageId, true);
        }
        UploadSession session = find(customerId, imageId);
        session.multipartId().ifPresent(id -> putTogether(session, id));
        Content content = staging.read(session.stagingKey()).orElseThrow(() -> incomplete("Its bytes are missing"));
        check(session, content);
        String key = Intake.key(customerId, imageId);
        staging.copy(
                session.stagingKey(), content.version(), key, content.header().contentType());
        announcer.announce(
                session.upload(),
                content.header(),
                new Announcer.Bytes(imageId, key, content.bytes(), content.sha256()));
        receipts.put(customerId, imageId, new Receipt(session.upload().mark(), content.sha256()));
        discard(session);
        return new Accepted(imageId, false);
    }

    private void putTogether(UploadSession session, String multipartId) {
        Map<Integer, Long> there = staging.parts(session.stagingKey(), multipartId);
        String missing = IntStream.rangeClosed(1, session.parts())
                .filter(number -> !session.has(there, number))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty() && !there.isEmpty()) {
            throw incomplete("Parts are missing or of another length: " + missing);
        }
        staging.putTogether(session.stagingKey(), multipartId);
    }

    private static ProblemException incomplete(String what) {
        return new Problem("upload-incomplete", 409, what + ". Send them, then complete the upload again.").exception();
    }

    /** What is not as it was announced will not become so: the session is over. */
    private void check(UploadSession session, Content content) {
        try {
            if (content.bytes() != session.bytes()) {
                throw new Problem(
                                "size-mismatch",
                                422,
                                content.bytes() + " bytes arrived, " + session.bytes() + " were announced. Begin anew.")
                        .exception();
            }
            if (session.sha256().filter(hash -> !hash.equals(content.sha256())).isPresent()) {
                throw new Problem(
                                "checksum-mismatch",
                                422,
                                "What arrived has SHA-256 " + content.sha256() + ", not the one announced. Begin anew.")
                        .exception();
            }
            limits.check(session.upload().customerId(), content.header());
        } catch (ProblemException e) {
            discard(session);
            throw e;
        }
    }

    /** Ends a session and takes its bytes away. */
    void discard(UploadSession session) {
        staging.delete(session.stagingKey(), session.multipartId());
        documents.delete(UploadSession.documentKey(session.upload().customerId(), session.imageId()));
    }

    /** Takes away what abandoned sessions left. */
    void sweep() {
        staging.sweep("staging/", clock.instant().minus(LIFETIME));
        staging.sweep("uploads/", clock.instant().minus(LIFETIME));
    }
}

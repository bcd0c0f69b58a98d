package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.imagecollection.RawImageStore.RawObject;
import dev.darkroom.imagecollection.RawImageStore.Stored;
import dev.darkroom.imagecollection.Receipts.Receipt;
import dev.darkroom.imagecollection.header.ImageHeader;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one image in: bytes to the store, then its announcement to the log. An object whose announcement failed stays
 * behind, known to nobody; that is harmless, and cheaper than a promise to remove it.
 *
 * <p>A request with an idempotency key has its image id from the key. Its bytes are stored only where there are none, so
 * that the first to arrive count for good, whichever instance got them; its receipt, written after the announcement,
 * lets a repeated request be answered without another one. Killed in between, the repeated request finds its bytes
 * there and announces them (again, which the topology takes for the same image).
 */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** Of 1,642 odd real images, 1,627 tell their size within so many bytes. */
    private static final int USUAL_HEAD_BYTES = 64 << 10;

    private final RawImageStore store;
    private final Announcer announcer;
    private final Receipts receipts;
    private final CustomerLimits limits;

    Intake(RawImageStore store, Announcer announcer, Receipts receipts, CustomerLimits limits) {
        this.store = store;
        this.announcer = announcer;
        this.receipts = receipts;
        this.limits = limits;
    }

    /**
     * When this returns, store and log have confirmed the image, now or when the same was sent before.
     *
     * @throws ProblemException when it was not accepted
     */
    Accepted accept(Upload upload, ImageBody body) {
        try {
            ImageHeader header = readHeader(body);
            limits.check(upload.customerId(), header);
            return upload.idempotencyKey().isPresent()
                    ? once(upload, upload.idempotencyKey().get(), header, body)
                    : anew(upload, header, body);
        } catch (BodyRefusedException e) {
            throw e.refusal();
        }
    }

    private static ImageHeader readHeader(ImageBody body) throws BodyRefusedException {
        byte[] head = body.readHead(USUAL_HEAD_BYTES);
        if (head.length == 0) {
            throw new Problem("empty-body", 400, "Send the image's bytes as the body.").exception();
        }
        ImageHeader header = ImageHeader.of(head);
        return header.contentType().equals(ImageHeader.UNKNOWN_TYPE)
                        || header.size().isPresent()
                ? header
                : ImageHeader.of(body.readHead(ImageBody.HEAD_BYTES));
    }

    private Accepted anew(Upload upload, ImageHeader header, ImageBody body) throws BodyRefusedException {
        String imageId = ImageIds.fresh();
        String key = key(upload.customerId(), imageId);
        store.put(new RawObject(key, header.contentType(), Optional.empty()), body);
        announcer.announce(upload, header, new Announcer.Bytes(imageId, key, body.bytes(), body.sha256()));
        return new Accepted(imageId, false);
    }

    private Accepted once(Upload upload, String idempotencyKey, ImageHeader header, ImageBody body)
            throws BodyRefusedException {
        String customerId = upload.customerId();
        String imageId = ImageIds.of(customerId, idempotencyKey);
        Optional<Receipt> before = receipts.find(customerId, imageId);
        if (before.isPresent()) {
            body.readOff();
            before.get().mustBe(new Receipt(upload.mark(), body.sha256()));
            return new Accepted(imageId, true);
        }
        String key = key(customerId, imageId);
        Stored stored = store.put(new RawObject(key, header.contentType(), Optional.of(upload.mark())), body);
        if (stored == Stored.THERE_ALREADY) {
            body.readOff();
        }
        Receipt receipt = new Receipt(upload.mark(), body.sha256());
        if (stored == Stored.THERE_ALREADY) {
            new Receipt(store.mark(key).orElse(""), store.sha256(key)).mustBe(receipt);
        }
        announcer.announce(upload, header, new Announcer.Bytes(imageId, key, body.bytes(), body.sha256()));
        keep(customerId, imageId, receipt);
        return new Accepted(imageId, false);
    }

    /** Without its receipt the image is accepted all the same; sent again, it is announced again. */
    private void keep(String customerId, String imageId, Receipt receipt) {
        try {
            receipts.put(customerId, imageId, receipt);
        } catch (ProblemException e) {
            LOG.atWarn().addKeyValue("image_id", imageId).setCause(e).log("An accepted image got no receipt");
        }
    }

    static String key(String customerId, String imageId) {
        return "raw/" + customerId + "/" + imageId;
    }
}

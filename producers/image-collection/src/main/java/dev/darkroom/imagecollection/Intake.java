package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.imagecollection.header.ImageHeader;
import dev.darkroom.schemas.RawImage;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Takes one image in: bytes to the store, then its announcement to the log. An object whose announcement failed stays
 * behind, known to nobody; that is harmless, and cheaper than a promise to remove it.
 */
final class Intake {
    private final RawImageStore store;
    private final RawImageLog log;
    private final Supplier<UUID> ids;
    private final Clock clock;

    Intake(RawImageStore store, RawImageLog log, Supplier<UUID> ids, Clock clock) {
        this.store = store;
        this.log = log;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * When this returns, store and log have confirmed the image.
     *
     * @throws dev.darkroom.httpservice.ProblemException when it was not accepted
     */
    RawImage accept(Upload upload, ImageBody body) {
        try {
            byte[] head = body.readHead();
            if (head.length == 0) {
                throw new Problem("empty-body", 400, "Send the image's bytes as the body.").exception();
            }
            ImageHeader header = ImageHeader.of(head);
            String imageId = ids.get().toString();
            String key = "raw/" + upload.customerId() + "/" + imageId;
            store.put(key, header.contentType(), body);
            RawImage.Builder image = RawImage.newBuilder()
                    .setImageId(imageId)
                    .setCustomerId(upload.customerId())
                    .setBucket(store.bucket())
                    .setKey(key)
                    .setSizeBytes(body.bytes())
                    .setSha256(body.sha256())
                    .setContentType(header.contentType())
                    .setReceivedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS));
            upload.declaredContentType().ifPresent(image::setDeclaredContentType);
            upload.sourceName().ifPresent(image::setSourceName);
            upload.function().ifPresent(image::setFunction);
            header.size().ifPresent(size -> image.setWidth(size.width()).setHeight(size.height()));
            RawImage accepted = image.build();
            log.publish(accepted);
            return accepted;
        } catch (BodyRefusedException e) {
            throw e.refusal();
        }
    }
}

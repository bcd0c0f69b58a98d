package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.imagecollection.header.ImageHeader;
import dev.darkroom.imagecollection.header.ImageHeader.Size;
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
            RawImage image = RawImage.newBuilder()
                    .setImageId(imageId)
                    .setCustomerId(upload.customerId())
                    .setBucket(store.bucket())
                    .setKey(key)
                    .setSizeBytes(body.bytes())
                    .setSha256(body.sha256())
                    .setContentType(header.contentType())
                    .setDeclaredContentType(upload.declaredContentType().orElse(null))
                    .setWidth(header.size().map(Size::width).orElse(null))
                    .setHeight(header.size().map(Size::height).orElse(null))
                    .setSourceName(upload.sourceName().orElse(null))
                    .setFunction(upload.function().orElse(null))
                    .setReceivedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                    .build();
            log.publish(image);
            return image;
        } catch (BodyRefusedException e) {
            throw e.refusal();
        }
    }
}

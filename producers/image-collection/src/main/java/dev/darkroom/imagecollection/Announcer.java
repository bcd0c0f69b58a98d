package dev.darkroom.imagecollection;

import dev.darkroom.imagecollection.header.ImageHeader;
import dev.darkroom.schemas.RawImage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces images whose bytes lie in the store: the moment they count as accepted. */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final RawImageLog log;
    private final String bucket;
    private final RecentlyAccepted recent;
    private final Clock clock;
    private final DistributionSummary accepted;

    Announcer(RawImageLog log, String bucket, RecentlyAccepted recent, Clock clock, MeterRegistry metrics) {
        this.log = log;
        this.bucket = bucket;
        this.recent = recent;
        this.clock = clock;
        this.accepted = DistributionSummary.builder("darkroom.images.accepted")
                .description("Images accepted, by their bytes")
                .baseUnit("bytes")
                .register(metrics);
    }

    /** An image's bytes, as the store has confirmed them. */
    record Bytes(String imageId, String key, long size, String sha256) {}

    /** @throws dev.darkroom.httpservice.ProblemException 503 when the log is away, and the image is not accepted */
    void announce(Upload upload, ImageHeader header, Bytes bytes) {
        RawImage image = rawImage(upload, header, bytes);
        log.publish(image, upload.trace());
        recent.add(image);
        accepted.record((double) bytes.size());
        LOG.atInfo()
                .addKeyValue("image_id", image.getImageId())
                .addKeyValue("customer_id", image.getCustomerId())
                .addKeyValue("content_type", image.getContentType())
                .addKeyValue("size_bytes", image.getSizeBytes())
                .addKeyValue("trace_id", upload.trace().traceId())
                .log("Image accepted");
    }

    private RawImage rawImage(Upload upload, ImageHeader header, Bytes bytes) {
        RawImage.Builder image = RawImage.newBuilder()
                .setImageId(bytes.imageId())
                .setCustomerId(upload.customerId())
                .setBucket(bucket)
                .setKey(bytes.key())
                .setSizeBytes(bytes.size())
                .setSha256(bytes.sha256())
                .setContentType(header.contentType())
                .setReceivedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        upload.declaredContentType().ifPresent(image::setDeclaredContentType);
        upload.sourceName().ifPresent(image::setSourceName);
        upload.function().ifPresent(image::setFunction);
        upload.operations().ifPresent(image::setOperations);
        header.size().ifPresent(size -> image.setWidth(size.width()).setHeight(size.height()));
        return image.build();
    }
}

package dev.darkroom.topology.statistics;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Variant;
import dev.darkroom.topology.admission.SupportedTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One image's end as the statistics see it.
 *
 * @param lane lower case; {@code none} when it never had one
 * @param latencyMillis from the upload to the end
 */
public record Ended(
        String customerId,
        String lane,
        String contentType,
        String outcome,
        long bytesIn,
        long bytesOut,
        long pixels,
        long latencyMillis,
        Instant finishedAt) {
    public static Ended of(ProcessedImage end) {
        boolean duplicate = end.getDuplicateOf() != null;
        return new Ended(
                end.getCustomerId(),
                name(end.getLane()),
                type(end.getContentType()),
                duplicate ? "duplicate" : "processed",
                end.getSizeBytes(),
                duplicate
                        ? 0
                        : end.getVariants().stream()
                                .mapToLong(Variant::getSizeBytes)
                                .sum(),
                (long) end.getWidth() * end.getHeight(),
                latency(end.getReceivedAt(), end.getFinishedAt()),
                end.getFinishedAt());
    }

    /**
     * A failure.
     *
     * @param upload tells the size, which the end may not
     */
    public static Ended of(FailedImage end, RawImage upload) {
        return new Ended(
                end.getCustomerId(),
                name(end.getLane()),
                type(end.getContentType()),
                "failed",
                Math.max(0, upload.getSizeBytes()),
                0,
                pixels(upload.getWidth(), upload.getHeight()),
                latency(end.getReceivedAt(), end.getFinishedAt()),
                end.getFinishedAt());
    }

    private static String name(@Nullable Lane lane) {
        return lane == null ? "none" : lane.name().toLowerCase(Locale.ROOT);
    }

    /** A closed list: what clients claim must not make keys. */
    private static String type(@Nullable String contentType) {
        return contentType != null && SupportedTypes.include(contentType) ? contentType : "other";
    }

    private static long pixels(@Nullable Integer width, @Nullable Integer height) {
        return width == null || height == null ? 0 : Math.max(0L, width) * Math.max(0L, height);
    }

    private static long latency(@Nullable Instant from, Instant to) {
        return from == null ? 0 : Math.max(0, Duration.between(from, to).toMillis());
    }
}

package dev.darkroom.topology.admission;

import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Judges raw images. A total function: every event gets exactly one verdict and nothing is thrown, because what is
 * thrown in a topology either stops the stream or takes the event away from failed-images.
 */
public final class Admission {
    /** The image function for uploads that name none. */
    public static final String DEFAULT_FUNCTION = "web-variants";

    private static final int QUOTED_CHARACTERS = 80;

    private final Limits limits;

    public Admission(Limits limits) {
        this.limits = limits;
    }

    /**
     * The verdict on an image. What is checked first is what the later checks rely on: the event's form, the type, the
     * header, then the sizes.
     *
     * @param recordKey the key of the record that carried the event; must be the image's id
     */
    public Verdict judge(@Nullable String recordKey, RawImage image) {
        return Metadata.fault(recordKey, image)
                .<Verdict>map(fault -> new Verdict.Rejected(image, Reason.INVALID_METADATA, fault))
                .orElseGet(() -> judgeImage(image));
    }

    private Verdict judgeImage(RawImage image) {
        if (!SupportedTypes.include(image.getContentType())) {
            String found = Names.clipped(image.getContentType(), QUOTED_CHARACTERS);
            return new Verdict.Rejected(
                    image,
                    Reason.UNSUPPORTED_TYPE,
                    "The bytes are of type %s; supported are %s.".formatted(found, SupportedTypes.listed()));
        }
        Integer width = image.getWidth();
        Integer height = image.getHeight();
        if (width == null || height == null || width < 1 || height < 1) {
            return new Verdict.Rejected(
                    image,
                    Reason.UNREADABLE_HEADER,
                    "The header of the %s does not tell a width and a height: the file is cut short or damaged."
                            .formatted(image.getContentType()));
        }
        return judgeSize(image, (long) width * height);
    }

    private Verdict judgeSize(RawImage image, long pixels) {
        if (pixels > limits.pixels()) {
            return new Verdict.Rejected(
                    image,
                    Reason.TOO_MANY_PIXELS,
                    "The image has %s × %s = %s pixels; at most %s are allowed."
                            .formatted(image.getWidth(), image.getHeight(), pixels, limits.pixels()));
        }
        if (image.getSizeBytes() > limits.bytes()) {
            return new Verdict.Rejected(
                    image,
                    Reason.TOO_LARGE,
                    "The image has %s bytes; at most %s are allowed.".formatted(image.getSizeBytes(), limits.bytes()));
        }
        String asked = image.getFunction();
        return new Verdict.Routed(image, LaneChoice.forPixels(pixels), asked == null ? DEFAULT_FUNCTION : asked);
    }
}

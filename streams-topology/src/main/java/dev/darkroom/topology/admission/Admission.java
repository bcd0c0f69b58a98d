package dev.darkroom.topology.admission;

import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges raw images. A total function: every event gets exactly one verdict and nothing is thrown, because what is
 * thrown in a topology either stops the stream or takes the event away from failed-images.
 */
public final class Admission {
    /** The image function for uploads that name none. */
    public static final String DEFAULT_FUNCTION = "web-variants";

    /** In characters: far above any list a person writes, far below what makes an event too large to carry. */
    public static final int LONGEST_OPERATIONS = 16_384;

    private static final int QUOTED_CHARACTERS = 80;

    private static final int LONGEST_LIST = 300;

    private final Limits platform;

    public Admission(Limits platform) {
        this.platform = platform;
    }

    /**
     * The verdict on an image. What is checked first is what the later checks rely on: the event's form, the type, the
     * header, then the sizes.
     *
     * @param recordKey the key of the record that carried the event; must be the image's id
     * @param profile what its customer has bought
     */
    public Verdict judge(@Nullable String recordKey, RawImage image, Profile profile) {
        return Metadata.fault(recordKey, image)
                .<Verdict>map(fault -> new Verdict.Rejected(image, Reason.INVALID_METADATA, fault))
                .orElseGet(() -> judgeType(image, profile));
    }

    private Verdict judgeType(RawImage image, Profile profile) {
        if (!SupportedTypes.include(image.getContentType())) {
            String found = Names.clipped(image.getContentType(), QUOTED_CHARACTERS);
            return new Verdict.Rejected(
                    image,
                    Reason.UNSUPPORTED_TYPE,
                    "The bytes are of type %s; supported are %s.".formatted(found, SupportedTypes.listed()));
        }
        if (!profile.allowedTypes().isEmpty() && !profile.allowedTypes().contains(image.getContentType())) {
            return new Verdict.Rejected(
                    image,
                    Reason.TYPE_NOT_ALLOWED,
                    "The customer may not send %s; its profile allows %s."
                            .formatted(
                                    image.getContentType(),
                                    Names.clipped(
                                            String.join(", ", new TreeSet<>(profile.allowedTypes())), LONGEST_LIST)));
        }
        return judgeHeader(image, profile);
    }

    private Verdict judgeHeader(RawImage image, Profile profile) {
        Integer width = image.getWidth();
        Integer height = image.getHeight();
        if (width == null || height == null || width < 1 || height < 1) {
            return new Verdict.Rejected(
                    image,
                    Reason.UNREADABLE_HEADER,
                    "The header of the %s does not tell a width and a height: the file is cut short or damaged."
                            .formatted(image.getContentType()));
        }
        return judgeSize(image, (long) width * height, profile);
    }

    private Verdict judgeSize(RawImage image, long pixels, Profile profile) {
        Limits limits = profile.within(platform);
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
        return route(image, pixels, profile);
    }

    /** The customer's operations are for the customer's function: they go with no other. */
    private static Verdict route(RawImage image, long pixels, Profile profile) {
        String function = firstOf(image.getFunction(), profile.defaultFunction(), DEFAULT_FUNCTION);
        String operations = image.getOperations();
        if (operations == null && image.getFunction() == null) {
            operations = profile.defaultOperations();
        }
        if (operations != null && operations.length() > LONGEST_OPERATIONS) {
            return new Verdict.Rejected(
                    image,
                    Reason.INVALID_OPERATIONS,
                    "The operations have %s characters; at most %s are allowed."
                            .formatted(operations.length(), LONGEST_OPERATIONS));
        }
        Lane lane = LaneChoice.of(pixels, operations, profile.premium());
        return new Verdict.Routed(image, lane, function, operations);
    }

    private static String firstOf(@Nullable String asked, @Nullable String bought, String otherwise) {
        return asked != null ? asked : bought != null && Names.isFunction(bought) ? bought : otherwise;
    }
}

package dev.darkroom.topology.lifecycle;

import dev.darkroom.schemas.RawImage;
import dev.darkroom.topology.admission.Admission;
import dev.darkroom.topology.admission.Names;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are carried along and never acted on. They are cut to a length at which a result is never larger than the
 * event it came from was allowed to be: what a broker refuses as too large cannot be skipped under exactly-once.
 */
public final class Labels {
    private static final int LONGEST = 1024;

    private Labels() {}

    /** The label, cut where it is too long; null stays null, as it may in the generated records. */
    public static String kept(String label) {
        return label != null && label.length() > LONGEST ? Names.clipped(label, LONGEST) : label;
    }

    /** The upload with every text cut to its longest. */
    public static RawImage cut(RawImage image) {
        return RawImage.newBuilder(image)
                .setImageId(Names.clipped(image.getImageId(), LONGEST))
                .setCustomerId(Names.clipped(image.getCustomerId(), LONGEST))
                .setBucket(Names.clipped(image.getBucket(), LONGEST))
                .setKey(Names.clipped(image.getKey(), LONGEST))
                .setSha256(Names.clipped(image.getSha256(), LONGEST))
                .setContentType(Names.clipped(image.getContentType(), LONGEST))
                .setDeclaredContentType(kept(image.getDeclaredContentType()))
                .setSourceName(kept(image.getSourceName()))
                .setFunction(kept(image.getFunction()))
                .setOperations(cutOperations(image.getOperations()))
                .build();
    }

    /** What is longer is refused for it. */
    private static String cutOperations(String operations) {
        return operations == null ? operations : Names.clipped(operations, Admission.LONGEST_OPERATIONS + 1);
    }

    /** What may be null, for a field of a generated record that may be: its setters do not say so. */
    @SuppressWarnings("NullAway")
    public static <T> T nullable(@Nullable T value) {
        return value;
    }
}

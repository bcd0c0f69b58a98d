package dev.darkroom.topology.admission;

import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import org.jspecify.annotations.Nullable;

/** What is decided about a raw image; each gets exactly one. */
public sealed interface Verdict {
    /** The event that was judged. */
    RawImage image();

    /**
     * The image is to be processed.
     *
     * @param lane the lane it goes to; never {@link Lane#UNKNOWN}
     * @param function name of the image function to run, maybe with its version
     * @param operations what the function is to do; null for its own default
     */
    record Routed(
            RawImage image,
            Lane lane,
            String function,
            @Nullable String operations) implements Verdict {}

    /**
     * The image is not to be processed.
     *
     * @param detail one sentence for the person who reads it
     */
    record Rejected(RawImage image, Reason reason, String detail) implements Verdict {}
}

package dev.darkroom.imageprocessor;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ProcessedImage;

/** How an image ended: one of the two events that are terminal. */
sealed interface Ending {
    /** Its renditions are stored. */
    record Processed(ProcessedImage event) implements Ending {}

    /** It cannot be processed, and trying again would not help. */
    record Failed(FailedImage event) implements Ending {}
}

package dev.darkroom.imagefunction;

import java.util.Objects;

/**
 * The bad end: this image cannot be used, and trying again would not help.
 *
 * @param sentence one sentence for the person who has to do something about it
 */
public record Refusal(Reason reason, String sentence) implements Outcome {
    public Refusal {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(sentence, "sentence");
    }

    /** Why, from a closed list. */
    public enum Reason {
        /** The bytes are of no type the function reads. */
        UNSUPPORTED_TYPE,
        /** More pixels than the function, or the memory given to it, allows. */
        TOO_MANY_PIXELS,
        /** The file ends before the image does. */
        TRUNCATED,
        /** The file breaks its format's rules. */
        CORRUPT,
        /** The task's operations make no sense to the function; the sentence names the one to change. */
        INVALID_OPERATIONS,
        /** Any other cause; the sentence names it. */
        OTHER
    }
}

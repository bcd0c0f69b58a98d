package dev.darkroom.imagefunction;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One raw image: its bytes, what is known of it already, and what is wanted of it.
 *
 * @param operations what the task asks the function to do, in a form that is the function's own affair (the built-in one
 *     reads JSON); null for the function's default. Refuse what makes no sense with reason INVALID_OPERATIONS.
 */
public record ImageSource(
        ImageFacts facts, ImageBytes content, @Nullable String operations) {
    public ImageSource {
        Objects.requireNonNull(facts, "facts");
        Objects.requireNonNull(content, "content");
    }

    /** An image for the function to do its default with. */
    public ImageSource(ImageFacts facts, ImageBytes content) {
        this(facts, content, null);
    }
}

package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.operations.InvalidOperationsException;
import dev.darkroom.operations.Recipe;
import java.util.List;

/** What turns one image file into others. Safe for use by many threads. */
interface ImageEngine {
    /**
     * One rendition for each variant, in their order, from one decode.
     *
     * @throws UnusableImageException when the file is not an image that can be used
     * @throws InvalidOperationsException when the recipe does not go with this image
     * @throws java.util.concurrent.CancellationException when the thread is interrupted
     */
    List<Rendition> render(ImageBytes image, Recipe recipe) throws UnusableImageException, InvalidOperationsException;

    /** Memory that {@link #render} most likely needs for such an image. */
    Memory memory(ImageFacts facts, Recipe recipe);

    /** Memory that {@link #render} needs for this image, as its header tells. */
    Memory memory(ImageBytes image, Recipe recipe);
}

package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.Rendition;
import java.util.List;

/** What turns one image file into several smaller ones. Safe for use by many threads. */
interface ImageEngine {
    /**
     * One rendition for each variant, in their order, from one decode.
     *
     * @param variants largest first
     * @throws UnusableImageException when the file is not an image that can be used
     */
    List<Rendition> render(ImageBytes image, List<Variant> variants) throws UnusableImageException;

    /** Heap in bytes that {@link #render} most likely needs for such an image. */
    long memoryBytes(ImageFacts facts);

    /** Heap in bytes that {@link #render} needs for this image, as its header tells. */
    long memoryBytes(ImageBytes image);
}

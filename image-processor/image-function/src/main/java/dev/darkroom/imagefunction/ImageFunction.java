package dev.darkroom.imagefunction;

/**
 * A step the company's engineers write: one image in, renditions or a refusal out. It knows nothing of how images come
 * and go, so it is tested with a file and runs wherever Java does.
 *
 * <p>Implementations are public classes with a public constructor without parameters, named in
 * {@code META-INF/services/dev.darkroom.imagefunction.ImageFunction} and found by {@link java.util.ServiceLoader}. One
 * instance serves many threads at once.
 */
public interface ImageFunction {
    /** The name tasks choose it by: lower-case letters, digits and hyphens. */
    String name();

    /**
     * Its version, 1 to 32 lower-case letters, digits, dots and hyphens. Several versions of a function may be there at
     * once; a task names {@code name@version}, or {@code name} for the latest one.
     */
    default String version() {
        return "1";
    }

    /**
     * Makes the renditions of one image.
     *
     * <p>The same image must give the same names each time: a task may run again, and then its results take the place
     * of the earlier ones. An image that cannot be used is answered with a {@link Refusal}, not an exception; whatever
     * is thrown, but for lack of memory, fails the image with reason FUNCTION_ERROR.
     */
    Outcome apply(ImageSource source);

    /**
     * The heap in bytes that {@link #apply} needs at most for such an image, the raw bytes not counted. Images run side
     * by side as long as the sum fits into the memory given. The default is one decoded copy at four bytes a pixel and
     * a second one to work on.
     */
    default long memoryBytes(ImageFacts facts) {
        return 8L * facts.width() * facts.height();
    }

    /**
     * The same, now that the file is there: for formats that take more or less heap as their header has it. What is
     * answered here is what counts; where it is more than was reserved by the facts, the image gives back what it holds,
     * waits for that much and is fetched again. It is asked before {@link #apply} and decodes nothing.
     */
    default long memoryBytes(ImageSource source) {
        return memoryBytes(source.facts());
    }

    /**
     * The memory outside the heap in bytes that {@link #apply} needs at most for such an image, for functions that call
     * native code. None by default.
     */
    default long nativeMemoryBytes(ImageFacts facts) {
        return 0;
    }

    /** The same, now that the file is there; it goes with {@link #memoryBytes(ImageSource)}. */
    default long nativeMemoryBytes(ImageSource source) {
        return nativeMemoryBytes(source.facts());
    }
}

package dev.darkroom.imageprocessor;

import static java.util.Objects.requireNonNull;

import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageFunction;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.imagefunction.Renditions;
import dev.darkroom.schemas.Reason;
import java.util.List;
import java.util.function.Supplier;

/**
 * An image function as the processor calls it: whatever it does wrong fails the image. What a JVM suffers is not the
 * image's doing, as a neighbour may have used the memory up, and is thrown on; an endless recursion is.
 */
final class GuardedFunction {
    /** More would make an event that Kafka does not take: a variant tells a few hundred bytes about itself. */
    private static final int MOST_RENDITIONS = 100;

    private final ImageFunction function;

    GuardedFunction(ImageFunction function) {
        this.function = function;
    }

    /** What such an image most likely takes, its raw bytes included. */
    Memory memory(ImageFacts facts) throws FailedImageException {
        return call(() -> memory(facts, function.memoryBytes(facts), function.nativeMemoryBytes(facts)));
    }

    /** What this image takes, its raw bytes included. */
    Memory memory(ImageSource source) throws FailedImageException {
        return call(() -> memory(source.facts(), function.memoryBytes(source), function.nativeMemoryBytes(source)));
    }

    private static Memory memory(ImageFacts facts, long heap, long outside) {
        if (heap < 0 || outside < 0) {
            throw new IllegalArgumentException("memoryBytes is " + heap + ", nativeMemoryBytes " + outside);
        }
        return new Memory(Math.addExact(Math.max(0, facts.sizeBytes()), heap), outside);
    }

    List<Rendition> apply(ImageSource source) throws FailedImageException {
        Outcome outcome = call(() -> requireNonNull(function.apply(source), "apply gave null"));
        return switch (outcome) {
            case Renditions done -> bounded(done.renditions());
            case Refusal refusal ->
                throw FailedImageException.atProcessing(reason(refusal.reason()), refusal.sentence());
        };
    }

    private List<Rendition> bounded(List<Rendition> renditions) throws FailedImageException {
        if (renditions.size() > MOST_RENDITIONS) {
            throw error("gave " + renditions.size() + " renditions; at most " + MOST_RENDITIONS + " are taken");
        }
        return renditions;
    }

    private <T> T call(Supplier<T> work) throws FailedImageException {
        try {
            return work.get();
        } catch (Throwable e) {
            throwOn(e);
            if (Thread.currentThread().isInterrupted()) {
                // Called off, as the invocation's time is over: no fault of the image or the function.
                throw new RetryLaterException(function.name() + " was called off before it was done", e);
            }
            throw error("threw " + e.getClass().getName() + (e.getMessage() == null ? "" : ": " + e.getMessage()));
        }
    }

    private static void throwOn(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof VirtualMachineError error && !(e instanceof StackOverflowError)) {
                throw error;
            }
        }
    }

    private FailedImageException error(String what) {
        return FailedImageException.atProcessing(Reason.FUNCTION_ERROR, function.name() + " " + what);
    }

    private static Reason reason(Refusal.Reason reason) {
        return switch (reason) {
            case UNSUPPORTED_TYPE -> Reason.UNSUPPORTED_TYPE;
            case TOO_MANY_PIXELS -> Reason.TOO_MANY_PIXELS;
            case TRUNCATED -> Reason.TRUNCATED;
            case CORRUPT -> Reason.CORRUPT;
            case INVALID_OPERATIONS -> Reason.INVALID_OPERATIONS;
            case OTHER -> Reason.FUNCTION_REFUSED;
        };
    }
}

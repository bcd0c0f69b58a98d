package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Variant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings one task to its end. What would fail in the same way again ends as a failed image; whatever else goes wrong is
 * thrown, and the task is to be delivered again. Doing a task twice has the effect of doing it once: the keys of the
 * objects, and all of the event but its times, follow from the task.
 */
final class TaskProcessor {
    private final Functions functions;
    private final RawImages rawImages;
    private final VariantStore variants;
    private final MemoryBudget memory;
    private final InstantSource clock;

    TaskProcessor(
            Functions functions, RawImages rawImages, VariantStore variants, MemoryBudget memory, InstantSource clock) {
        this.functions = functions;
        this.rawImages = rawImages;
        this.variants = variants;
        this.memory = memory;
        this.clock = clock;
    }

    /** @throws RetryLaterException when memory or time does not suffice to begin before the deadline */
    Ending process(ImageTask task, Deadline deadline) throws InterruptedException {
        try {
            return process(function(task), task, deadline);
        } catch (FailedImageException e) {
            return Endings.failed(task, e, clock.instant());
        }
    }

    private GuardedFunction function(ImageTask task) throws FailedImageException {
        return functions
                .named(task.getFunction())
                .map(GuardedFunction::new)
                .orElseThrow(() -> FailedImageException.atDelivery(
                        Reason.UNKNOWN_FUNCTION,
                        "No image function is named '" + task.getFunction() + "'; there are " + functions.names()
                                + "."));
    }

    /**
     * Holds as much memory as the facts suggest, then asks again with the file at hand. If that is more, everything is
     * given back before waiting for more: two images that each held a part and waited for the rest would wait for ever.
     */
    private Ending process(GuardedFunction function, ImageTask task, Deadline deadline)
            throws FailedImageException, InterruptedException {
        ImageFacts facts = facts(task);
        requireRoom(new Memory(task.getSizeBytes(), 0));
        Memory wanted = function.memory(facts);
        while (true) {
            try (MemoryBudget.Share share = memory.share(wanted, deadline.forWork())) {
                if (!deadline.leavesTimeForAnotherImage()) {
                    throw new RetryLaterException(
                            "Too little time was left to begin: lower BatchSize or raise Timeout");
                }
                Instant begun = clock.instant();
                ImageSource source = new ImageSource(facts, fetch(task), task.getOperations());
                wanted = function.memory(source);
                requireRoom(wanted);
                if (share.covers(wanted)) {
                    List<Variant> stored = store(task, function.apply(source));
                    return Endings.processed(task, stored, begun, clock.instant());
                }
            }
        }
    }

    private void requireRoom(Memory wanted) throws FailedImageException {
        if (!memory.holds(wanted)) {
            Memory all = memory.all();
            boolean heap = wanted.heap() > all.heap();
            throw FailedImageException.atProcessing(
                    Reason.TOO_MANY_PIXELS,
                    "The image would take " + (heap ? wanted.heap() : wanted.total())
                            + " bytes of memory to process; there are " + (heap ? all.heap() : all.total()) + ".");
        }
    }

    private ImageBytes fetch(ImageTask task) throws FailedImageException {
        return switch (rawImages.fetch(task.getBucket(), task.getKey(), task.getSizeBytes())) {
            case Fetched.Missing missing ->
                throw FailedImageException.atDelivery(
                        Reason.RAW_IMAGE_MISSING,
                        "There is no object " + task.getKey() + " in bucket " + task.getBucket() + ".");
            case Fetched.OfAnotherSize other ->
                throw isNotWhatWasTakenIn(
                        task, "it has " + other.sizeBytes() + " bytes instead of " + task.getSizeBytes());
            case Fetched.Whole whole -> {
                if (!Sha256.hex(whole.bytes()).equalsIgnoreCase(task.getSha256())) {
                    throw isNotWhatWasTakenIn(task, "its SHA-256 differs");
                }
                yield whole.bytes();
            }
        };
    }

    private static FailedImageException isNotWhatWasTakenIn(ImageTask task, String difference) {
        return FailedImageException.atDelivery(
                Reason.CORRUPT, "The object " + task.getKey() + " is not what was taken in: " + difference + ".");
    }

    private List<Variant> store(ImageTask task, List<Rendition> renditions) {
        List<Variant> stored = new ArrayList<>();
        for (Rendition rendition : renditions) {
            String key = VariantKey.of(task.getCustomerId(), task.getImageId(), rendition);
            variants.put(key, rendition.content(), rendition.contentType());
            stored.add(Variant.newBuilder()
                    .setName(rendition.name())
                    .setBucket(variants.bucket())
                    .setKey(key)
                    .setContentType(rendition.contentType())
                    .setSizeBytes(rendition.content().size())
                    .setWidth(rendition.width())
                    .setHeight(rendition.height())
                    .setSha256(Sha256.hex(rendition.content()))
                    .build());
        }
        return stored;
    }

    private static ImageFacts facts(ImageTask task) {
        return new ImageFacts(
                task.getContentType(),
                task.getSizeBytes(),
                task.getWidth(),
                task.getHeight(),
                task.getCustomerId(),
                task.getSourceName());
    }
}

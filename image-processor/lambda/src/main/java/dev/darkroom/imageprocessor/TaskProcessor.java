package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageFunction;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.imagefunction.Renditions;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import dev.darkroom.schemas.Variant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings one task to its end. What would fail in the same way again ends as a failed image; whatever else goes wrong is
 * thrown, and the task is to be delivered again. Doing a task twice has the effect of doing it once: the keys of the
 * objects, and all of the event but its times, follow from the task.
 */
final class TaskProcessor {
    private final Functions functions;
    private final RawImages rawImages;
    private final VariantStore variants;
    private final InstantSource clock;

    TaskProcessor(Functions functions, RawImages rawImages, VariantStore variants, InstantSource clock) {
        this.functions = functions;
        this.rawImages = rawImages;
        this.variants = variants;
        this.clock = clock;
    }

    /** The heap in bytes that the task may take, its raw bytes included. */
    long memoryBytes(ImageTask task) {
        return task.getSizeBytes()
                + functions
                        .named(task.getFunction())
                        .map(function -> function.memoryBytes(facts(task)))
                        .orElse(0L);
    }

    Ending process(ImageTask task) {
        Instant begun = clock.instant();
        Optional<ImageFunction> function = functions.named(task.getFunction());
        if (function.isEmpty()) {
            return failed(
                    task,
                    Stage.DELIVERY,
                    Reason.UNKNOWN_FUNCTION,
                    "No image function is named '" + task.getFunction() + "'; there are " + functions.names() + ".");
        }
        Optional<ImageBytes> raw = rawImages.fetch(task.getBucket(), task.getKey());
        if (raw.isEmpty()) {
            return failed(
                    task,
                    Stage.DELIVERY,
                    Reason.RAW_IMAGE_MISSING,
                    "There is no object " + task.getKey() + " in bucket " + task.getBucket() + ".");
        }
        if (!isWhatWasTakenIn(raw.get(), task)) {
            return failed(
                    task,
                    Stage.DELIVERY,
                    Reason.CORRUPT,
                    "The object " + task.getKey() + " is not what was taken in: its size or SHA-256 differs.");
        }
        return run(function.get(), task, raw.get(), begun);
    }

    private static boolean isWhatWasTakenIn(ImageBytes raw, ImageTask task) {
        return raw.size() == task.getSizeBytes() && Sha256.hex(raw).equalsIgnoreCase(task.getSha256());
    }

    private Ending run(ImageFunction function, ImageTask task, ImageBytes raw, Instant begun) {
        Outcome outcome;
        try {
            outcome = function.apply(new ImageSource(facts(task), raw));
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            String message = e.getMessage() == null ? "" : ": " + e.getMessage();
            return failed(
                    task,
                    Stage.PROCESSING,
                    Reason.FUNCTION_ERROR,
                    function.name() + " threw " + e.getClass().getName() + message);
        }
        return switch (outcome) {
            case Renditions done -> processed(task, store(task, done.renditions()), begun);
            case Refusal refusal -> failed(task, Stage.PROCESSING, reason(refusal.reason()), refusal.sentence());
        };
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

    private Ending processed(ImageTask task, List<Variant> stored, Instant begun) {
        Instant finished = clock.instant();
        return new Ending.Processed(ProcessedImage.newBuilder()
                .setImageId(task.getImageId())
                .setCustomerId(task.getCustomerId())
                .setLane(task.getLane())
                .setFunction(task.getFunction())
                .setAttempts(task.getAttempt())
                .setContentType(task.getContentType())
                .setSizeBytes(task.getSizeBytes())
                .setSha256(task.getSha256())
                .setWidth(task.getWidth())
                .setHeight(task.getHeight())
                .setSourceName(task.getSourceName())
                .setReceivedAt(task.getReceivedAt())
                .setFinishedAt(finished)
                .setProcessingMillis(Duration.between(begun, finished).toMillis())
                .setVariants(stored)
                .build());
    }

    private Ending failed(ImageTask task, Stage stage, Reason reason, String detail) {
        return new Ending.Failed(FailedImage.newBuilder()
                .setImageId(task.getImageId())
                .setCustomerId(task.getCustomerId())
                .setLane(task.getLane())
                .setFunction(task.getFunction())
                .setStage(stage)
                .setReason(reason)
                .setDetail(detail)
                .setAttempts(task.getAttempt())
                .setContentType(task.getContentType())
                .setSizeBytes(task.getSizeBytes())
                .setSha256(task.getSha256())
                .setSourceName(task.getSourceName())
                .setReceivedAt(task.getReceivedAt())
                .setFinishedAt(clock.instant())
                .build());
    }

    private static Reason reason(Refusal.Reason reason) {
        return switch (reason) {
            case UNSUPPORTED_TYPE -> Reason.UNSUPPORTED_TYPE;
            case TOO_MANY_PIXELS -> Reason.TOO_MANY_PIXELS;
            case TRUNCATED -> Reason.TRUNCATED;
            case CORRUPT -> Reason.CORRUPT;
            case OTHER -> Reason.FUNCTION_REFUSED;
        };
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

package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageFunction;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Refusal.Reason;
import dev.darkroom.imagefunction.Renditions;
import dev.darkroom.operations.InvalidOperationsException;
import dev.darkroom.operations.Recipe;
import java.util.function.Supplier;

/**
 * Makes of an image what the task's operations say, and {@code web} (longest side at most 1600 px) and {@code thumbnail}
 * (256 px) when there are none. EXIF orientation is applied, and colours are converted to sRGB by the embedded ICC
 * profile.
 */
public final class WebVariants implements ImageFunction {
    private final Supplier<ImageEngine> engine;
    private final Recipes recipes = new Recipes();

    public WebVariants() {
        this(Engines::best);
    }

    WebVariants(Supplier<ImageEngine> engine) {
        this.engine = engine;
    }

    @Override
    public String name() {
        return "web-variants";
    }

    @Override
    public Outcome apply(ImageSource source) {
        try {
            return new Renditions(engine.get().render(source.content(), recipes.of(source.operations())));
        } catch (UnusableImageException e) {
            return new Refusal(e.reason(), e.sentence());
        } catch (InvalidOperationsException e) {
            return new Refusal(Reason.INVALID_OPERATIONS, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public long memoryBytes(ImageFacts facts) {
        return engine.get().memory(facts, Recipe.DEFAULT).heap();
    }

    @Override
    public long memoryBytes(ImageSource source) {
        return memory(source).heap();
    }

    @Override
    public long nativeMemoryBytes(ImageFacts facts) {
        return engine.get().memory(facts, Recipe.DEFAULT).outside();
    }

    @Override
    public long nativeMemoryBytes(ImageSource source) {
        return memory(source).outside();
    }

    private Memory memory(ImageSource source) {
        try {
            return engine.get().memory(source.content(), recipes.of(source.operations()));
        } catch (InvalidOperationsException e) {
            // It will be refused.
            return new Memory(0, 0);
        }
    }
}

package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageFunction;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.imagefunction.Renditions;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A function that does what a test says.
 *
 * @param expected the memory it needs as the facts have it
 * @param needed the memory it needs as the file has it
 */
record TestingFunction(String name, Function<ImageSource, Outcome> work, LongSupplier expected, LongSupplier needed)
        implements ImageFunction {
    /** Needs next to no memory. */
    TestingFunction(String name, Function<ImageSource, Outcome> work) {
        this(name, work, () -> 6, () -> 6);
    }

    /** Gives back what it gets. */
    static TestingFunction copying(String name) {
        return new TestingFunction(
                name,
                source -> new Renditions(List.of(new Rendition(
                        "copy",
                        source.content(),
                        source.facts().contentType(),
                        source.facts().width(),
                        source.facts().height()))));
    }

    /** What a function compiled without regard for null may give. */
    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    static Outcome nothing() {
        return null;
    }

    @Override
    public Outcome apply(ImageSource source) {
        return work.apply(source);
    }

    @Override
    public long memoryBytes(ImageFacts facts) {
        return expected.getAsLong();
    }

    @Override
    public long memoryBytes(ImageSource source) {
        return needed.getAsLong();
    }
}

package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageFunction;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.imagefunction.Renditions;
import java.util.List;
import java.util.function.Function;

/** A function that does what a test says, and needs as much memory as the image is wide. */
record TestingFunction(String name, Function<ImageSource, Outcome> work) implements ImageFunction {
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

    @Override
    public Outcome apply(ImageSource source) {
        return work.apply(source);
    }

    @Override
    public long memoryBytes(ImageFacts facts) {
        return facts.width();
    }
}

package dev.darkroom.webvariants;

import static dev.darkroom.webvariants.TestingPhotos.decode;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.imagefunction.Renditions;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The function with each of its engines. */
final class TestingEngine {
    static final TestingEngine JAVA = new TestingEngine("Java", new JavaEngine());

    /** Not there where npm could not fetch libvips: then the build has none. */
    static final Optional<TestingEngine> LIBVIPS =
            VipsFile.find().map(library -> new TestingEngine("libvips", VipsEngine.load(library)));

    private final String name;
    private final ImageEngine engine;

    private TestingEngine(String name, ImageEngine engine) {
        this.name = name;
        this.engine = engine;
    }

    static Stream<TestingEngine> present() {
        return Stream.concat(Stream.of(JAVA), LIBVIPS.stream());
    }

    static Stream<TestingEngine> libvips() {
        return LIBVIPS.stream();
    }

    ImageEngine engine() {
        return engine;
    }

    /** Bytes held outside the heap for pixels. */
    long heldBytes() {
        return engine instanceof VipsEngine vips ? vips.heldBytes() : 0;
    }

    @Override
    public String toString() {
        return name;
    }

    WebVariants function() {
        return new WebVariants(() -> engine);
    }

    static ImageSource source(byte[] bytes, @Nullable String operations) {
        ImageFacts facts = new ImageFacts("image/any", bytes.length, 1, 1, "acme", null);
        return new ImageSource(facts, ImageBytes.of(bytes), operations);
    }

    Outcome process(byte[] bytes) {
        return process(bytes, null);
    }

    /** Operations are written with single quotes. */
    Outcome process(byte[] bytes, @Nullable String operations) {
        return function().apply(source(bytes, operations == null ? null : operations.replace('\'', '"')));
    }

    /** The rendition of that name, decoded. */
    BufferedImage rendition(byte[] bytes, String name) {
        return decode(encoded(bytes, name).content().array());
    }

    Rendition encoded(byte[] bytes, String name) {
        return encoded(bytes, null, name);
    }

    Rendition encoded(byte[] bytes, @Nullable String operations, String name) {
        return switch (process(bytes, operations)) {
            case Renditions done ->
                done.renditions().stream()
                        .filter(rendition -> rendition.name().equals(name))
                        .findFirst()
                        .orElseThrow();
            case Refusal refusal -> throw new AssertionError(refusal);
        };
    }
}

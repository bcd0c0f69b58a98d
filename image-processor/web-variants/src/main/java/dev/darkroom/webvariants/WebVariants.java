package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageFunction;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Renditions;
import java.util.List;

/**
 * Makes {@code web} (longest side at most 1600 px) and {@code thumbnail} (256 px) out of JPEG, PNG, WebP and GIF. Images
 * are never enlarged; EXIF orientation is applied; colours are converted to sRGB by the embedded ICC profile; no
 * metadata is kept. An image with transparent pixels becomes PNG, any other JPEG of quality 80. Of an animation the
 * first frame is taken.
 */
public final class WebVariants implements ImageFunction {
    private static final List<Variant> VARIANTS = List.of(new Variant("web", 1600), new Variant("thumbnail", 256));

    private final ImageEngine engine = new JavaEngine();

    @Override
    public String name() {
        return "web-variants";
    }

    @Override
    public Outcome apply(ImageSource source) {
        try {
            return new Renditions(engine.render(source.content(), VARIANTS));
        } catch (UnusableImageException e) {
            return new Refusal(e.reason(), e.sentence());
        }
    }

    @Override
    public long memoryBytes(ImageFacts facts) {
        return engine.memoryBytes(facts);
    }

    @Override
    public long memoryBytes(ImageSource source) {
        return engine.memoryBytes(source.content());
    }
}

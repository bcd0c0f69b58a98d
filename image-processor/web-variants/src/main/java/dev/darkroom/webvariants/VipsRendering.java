package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.Refusal.Reason;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.operations.InvalidOperationsException;
import dev.darkroom.operations.Recipe;
import dev.darkroom.operations.Size;
import dev.darkroom.operations.Variant;
import dev.darkroom.vips.Options;
import dev.darkroom.vips.VipsException;
import dev.darkroom.vips.VipsImage;
import dev.darkroom.vips.VipsScope;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One image on its way to its renditions: decoded once, at the least size that all variants can be made from, so that
 * loaders can shrink while they decode; then converted to sRGB, and each variant turned upright, when there are few pixels
 * left.
 */
final class VipsRendering {
    private final VipsScope scope;
    private final ImageFile file;
    private final byte[] bytes;
    private final Recipe recipe;
    private final String failOn;
    private final VipsPixels pixels;

    VipsRendering(VipsScope scope, ImageFile file, byte[] bytes, Recipe recipe, String failOn) {
        this.scope = scope;
        this.file = file;
        this.bytes = bytes;
        this.recipe = recipe;
        this.failOn = failOn;
        this.pixels = new VipsPixels(scope);
    }

    List<Rendition> renditions() throws VipsException, UnusableImageException, InvalidOperationsException {
        List<Variant> moving = recipe.variants().stream().filter(this::moves).toList();
        List<Variant> still =
                recipe.variants().stream().filter(variant -> !moves(variant)).toList();
        MemorySegment content = scope.bytes(bytes);
        Map<String, Rendition> made = new HashMap<>();
        if (!still.isEmpty()) {
            makeStill(still, content, made);
        }
        if (!moving.isEmpty()) {
            makeMoving(moving, content, made);
        }
        List<Rendition> renditions = new ArrayList<>();
        for (Variant variant : recipe.variants()) {
            renditions.add(made.get(variant.name()));
        }
        return renditions;
    }

    private boolean moves(Variant variant) {
        return variant.format().animated() && file.frames() > 1;
    }

    private void makeStill(List<Variant> variants, MemorySegment content, Map<String, Rendition> made)
            throws VipsException, UnusableImageException, InvalidOperationsException {
        VipsImage opened = open(content);
        Size stored = new Size(opened.width(), opened.height());
        new Header(stored.width(), stored.height(), file.header().refined(), Orientation.UPRIGHT, null).check();
        boolean lying = pixels.isLying(opened);
        Plan plan = Plan.of(stored.turnedIf(lying), variants);
        VipsImage source = shrunkOnLoad(opened, stored, plan.base().turnedIf(lying), content);
        VipsImage base =
                scope.inMemory(pixels.toSrgb(pixels.resize(source, plan.base().turnedIf(lying))));
        for (Variant variant : variants) {
            made.put(variant.name(), rendition(variant, new VipsSteps(pixels, plan.upright()).apply(variant, base)));
        }
    }

    private VipsImage open(MemorySegment content) throws VipsException, UnusableImageException {
        if (!file.isDecodedByJava()) {
            return scope.load(file.loader(), content, loading());
        }
        Header header = file.header();
        Size whole = new Size(header.width(), header.height());
        try {
            Picture picture = file.decode(file.reader(), header, whole);
            return scope.raw(picture.samples(), picture.width(), picture.height(), picture.bands());
        } catch (IOException | RuntimeException e) {
            throw UnusableImageException.corrupt("The image cannot be decoded: " + e.getMessage() + ".");
        }
    }

    private Options loading() {
        return Options.of("access", "sequential").and("fail_on", failOn);
    }

    private VipsImage shrunkOnLoad(VipsImage opened, Size stored, Size base, MemorySegment content)
            throws VipsException {
        double shrink = Math.min((double) stored.width() / base.width(), (double) stored.height() / base.height());
        return switch (file) {
            case JpegFile jpeg
            when shrink >= 2 ->
                scope.load(jpeg.loader(), content, loading().and("shrink", shrink >= 8 ? 8 : shrink >= 4 ? 4 : 2));
            case WebpFile webp
            when shrink > 1.01 && webp.frames() == 1 ->
                scope.load(webp.loader(), content, loading().and("scale", 1 / shrink));
            default -> opened;
        };
    }

    private void makeMoving(List<Variant> variants, MemorySegment content, Map<String, Rendition> made)
            throws VipsException, UnusableImageException, InvalidOperationsException {
        VipsImage opened = scope.load(file.loader(), content, loading().and("n", -1));
        Size frame = new Size(opened.width(), opened.pageHeight());
        int frames = opened.height() / opened.pageHeight();
        if (frames > Header.MOST_FRAMES || (long) frames * frame.pixels() > Header.MOST_PIXELS) {
            throw new UnusableImageException(
                    Reason.TOO_MANY_PIXELS,
                    "The animation has %d frames of %dx%d; at most %d frames and %d megapixels in all are processed."
                            .formatted(
                                    frames,
                                    frame.width(),
                                    frame.height(),
                                    Header.MOST_FRAMES,
                                    Header.MOST_PIXELS / 1_000_000));
        }
        Plan.of(frame, variants);
        VipsImage all = scope.inMemory(pixels.toSrgb(opened));
        for (Variant variant : variants) {
            List<VipsImage> steps = new ArrayList<>();
            for (int i = 0; i < frames; i++) {
                VipsImage one = pixels.cut(all, 0, i * frame.height(), frame);
                steps.add(new VipsSteps(pixels, frame).apply(variant, one));
            }
            made.put(variant.name(), rendition(variant, pixels.film(steps)));
        }
    }

    private Rendition rendition(Variant variant, VipsImage image) throws VipsException, UnusableImageException {
        Written written = new VipsWriter(scope, pixels).write(variant, image);
        return new Rendition(
                variant.name(),
                written.content(),
                written.contentType(),
                image.width(),
                variant.format().animated() ? image.pageHeight() : image.height());
    }
}

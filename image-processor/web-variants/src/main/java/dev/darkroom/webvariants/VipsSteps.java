package dev.darkroom.webvariants;

import dev.darkroom.operations.Color;
import dev.darkroom.operations.InvalidOperationsException;
import dev.darkroom.operations.Operation;
import dev.darkroom.operations.Operation.Resize;
import dev.darkroom.operations.Position;
import dev.darkroom.operations.Size;
import dev.darkroom.operations.Variant;
import dev.darkroom.vips.Options;
import dev.darkroom.vips.VipsException;
import dev.darkroom.vips.VipsImage;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A variant's operations on an image that may have been shrunk already, and lie as it is stored. Sizes are reckoned as if
 * it had not been shrunk, up to the first resize, from which on they are what they are. It is turned upright before the
 * first operation, or after it when that is a resize: turning reads across lines, so the fewer pixels the better.
 */
final class VipsSteps {
    private final VipsPixels pixels;
    private Size size;

    VipsSteps(VipsPixels pixels, Size upright) {
        this.pixels = pixels;
        this.size = upright;
    }

    VipsImage apply(Variant variant, VipsImage stored)
            throws VipsException, UnusableImageException, InvalidOperationsException {
        VipsImage image = turned(variant.operations(), stored);
        for (Operation operation : variant.operations()) {
            image = pixels.eightBitsAgain(apply(operation, image));
            size = operation.after(size);
        }
        return image;
    }

    /** Upright, and of the first resize's size if there is one to begin with, which then finds nothing left to do. */
    private VipsImage turned(List<Operation> operations, VipsImage stored) throws VipsException {
        if (pixels.isUpright(stored) || operations.isEmpty() || !(operations.getFirst() instanceof Resize resize)) {
            return pixels.upright(stored);
        }
        return pixels.upright(
                pixels.eightBitsAgain(pixels.resize(stored, resize.scaled(size).turnedIf(pixels.isLying(stored)))));
    }

    private VipsImage apply(Operation operation, VipsImage image) throws VipsException, UnusableImageException {
        return switch (operation) {
            case Resize resize -> resize(resize, image);
            case Operation.Crop crop -> pixels.cut(image, crop.left(), crop.top(), crop.size());
            case Operation.Rotate rotate ->
                pixels.scope().apply("rot", image, Options.of("angle", "d" + rotate.degrees()));
            case Operation.Flip flip ->
                pixels.scope()
                        .apply("flip", image, Options.of("direction", flip.horizontal() ? "horizontal" : "vertical"));
            case Operation.Background background -> flatten(image, background.color());
            case Operation.Blur blur -> pixels.scope().apply("gaussblur", image, Options.of("sigma", blur.sigma()));
            case Operation.Sharpen sharpen ->
                pixels.scope().apply("sharpen", image, Options.of("sigma", sharpen.sigma()));
            case Operation.Watermark watermark -> watermark(watermark, image);
        };
    }

    private VipsImage resize(Resize resize, VipsImage image) throws VipsException {
        VipsImage scaled = pixels.resize(image, resize.scaled(size));
        Size whole = new Size(scaled.width(), scaled.height());
        Size part = resize.after(size);
        if (part.equals(whole)) {
            return scaled;
        }
        if (resize.position() == Position.SMART) {
            return pixels.scope()
                    .apply(
                            "smartcrop",
                            "input",
                            pixels.scope().inMemory(scaled),
                            Options.of("width", part.width())
                                    .and("height", part.height())
                                    .and("interesting", "attention"));
        }
        return pixels.cut(
                scaled, resize.position().left(whole, part), resize.position().top(whole, part), part);
    }

    private VipsImage flatten(VipsImage image, Color color) throws VipsException {
        if (!image.hasAlpha()) {
            return image;
        }
        VipsImage colored = pixels.scope().apply("colourspace", image, Options.of("space", "srgb"));
        return pixels.scope()
                .apply(
                        "flatten",
                        colored,
                        Options.of("background", color.red() + " " + color.green() + " " + color.blue()));
    }

    private VipsImage watermark(Operation.Watermark watermark, VipsImage image)
            throws VipsException, UnusableImageException {
        VipsImage mark = faded(fitted(load(watermark), watermark, image), watermark.opacity());
        Size whole = new Size(image.width(), image.height());
        Size part = new Size(mark.width(), mark.height());
        VipsImage both = pixels.scope()
                .combine(
                        "composite2",
                        "base",
                        pixels.scope().apply("colourspace", image, Options.of("space", "srgb")),
                        "overlay",
                        mark,
                        Options.of("mode", "over")
                                .and("x", watermark.position().left(whole, part))
                                .and("y", watermark.position().top(whole, part)));
        return image.hasAlpha() ? both : pixels.withoutAlpha(both);
    }

    private VipsImage load(Operation.Watermark watermark) throws VipsException, UnusableImageException {
        try {
            byte[] bytes = watermark.image();
            ImageFile file = ImageFile.of(bytes);
            file.header().check();
            MemorySegment content = pixels.scope().bytes(bytes);
            VipsImage loaded = pixels.scope().load(file.loader(), content, Options.of("fail_on", "truncated"));
            VipsImage srgb = pixels.toSrgb(pixels.scope().inMemory(loaded));
            VipsImage colored = pixels.scope().apply("colourspace", srgb, Options.of("space", "srgb"));
            return colored.hasAlpha() ? colored : pixels.scope().apply("addalpha", colored, Options.none());
        } catch (UnusableImageException | VipsException e) {
            throw UnusableImageException.operations("watermark: the image given cannot be used: " + e.getMessage());
        }
    }

    private VipsImage fitted(VipsImage mark, Operation.Watermark watermark, VipsImage image) throws VipsException {
        double width = image.width() * watermark.widthPercent() / 100;
        double scale = Math.min(width / mark.width(), (double) image.height() / mark.height());
        return pixels.resize(mark, new Size(Math.max(1, (int) Math.round(mark.width() * scale)), Math.max(1, (int)
                Math.round(mark.height() * scale))));
    }

    private VipsImage faded(VipsImage mark, double opacity) throws VipsException {
        if (opacity == 1) {
            return mark;
        }
        return pixels.scope()
                .apply(
                        "linear",
                        mark,
                        Options.of("a", "1 1 1 " + opacity).and("b", "0 0 0 0").and("uchar", "true"));
    }
}

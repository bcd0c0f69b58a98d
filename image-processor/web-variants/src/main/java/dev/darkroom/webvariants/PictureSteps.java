package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.Refusal.Reason;
import dev.darkroom.operations.Color;
import dev.darkroom.operations.Format;
import dev.darkroom.operations.InvalidOperationsException;
import dev.darkroom.operations.Metadata;
import dev.darkroom.operations.Operation;
import dev.darkroom.operations.Operation.Resize;
import dev.darkroom.operations.Position;
import dev.darkroom.operations.Size;
import dev.darkroom.operations.Variant;

/** A variant's operations on a picture that may have been shrunk already; see {@link VipsSteps}. */
final class PictureSteps {
    private Size size;

    PictureSteps(Size upright) {
        this.size = upright;
    }

    /** Says what takes libvips, before anything is decoded. */
    static void check(Variant variant, int frames) throws UnusableImageException {
        Format format = variant.format();
        if (format.type() == Format.Type.AVIF || format.type() == Format.Type.GIF) {
            throw missing(variant, "format " + format.type().name().toLowerCase(java.util.Locale.ROOT));
        }
        if (format.animated() && frames > 1) {
            throw missing(variant, "an animated format");
        }
        if (variant.metadata() != Metadata.NONE) {
            throw missing(variant, "keeping metadata");
        }
        for (Operation operation : variant.operations()) {
            if (operation instanceof Operation.Watermark) {
                throw missing(variant, "watermark");
            }
            if (operation instanceof Resize resize && (resize.enlarge() || resize.position() == Position.SMART)) {
                throw missing(variant, "resize with " + (resize.enlarge() ? "enlarge" : "position smart"));
            }
        }
    }

    private static UnusableImageException missing(Variant variant, String what) {
        return new UnusableImageException(
                Reason.OTHER,
                "Variant '%s': %s takes libvips, and this environment was built without."
                        .formatted(variant.name(), what));
    }

    Picture apply(Variant variant, Picture upright) throws InvalidOperationsException {
        Picture picture = upright;
        for (Operation operation : variant.operations()) {
            picture = apply(operation, picture);
            size = operation.after(size);
        }
        return picture;
    }

    private Picture apply(Operation operation, Picture picture) {
        return switch (operation) {
            case Resize resize -> resize(resize, picture);
            case Operation.Crop crop -> picture.cut(crop.left(), crop.top(), crop.size());
            case Operation.Rotate rotate -> turn(rotate.degrees()).upright(picture);
            case Operation.Flip flip ->
                (flip.horizontal() ? Orientation.FLIP : Orientation.FLIP_TURN_180).upright(picture);
            case Operation.Background background -> flatten(picture, background.color());
            case Operation.Blur blur -> Blur.of(blur.sigma()).apply(picture);
            case Operation.Sharpen sharpen -> Blur.of(sharpen.sigma()).sharpen(picture);
            case Operation.Watermark watermark -> throw new IllegalStateException("checked before");
        };
    }

    private static Orientation turn(int degrees) {
        return switch (degrees) {
            case 90 -> Orientation.TURN_90;
            case 180 -> Orientation.TURN_180;
            default -> Orientation.TURN_270;
        };
    }

    private Picture resize(Resize resize, Picture picture) {
        Picture scaled = picture.shrunkTo(resize.scaled(size));
        Size whole = new Size(scaled.width(), scaled.height());
        Size part = resize.after(size);
        return part.equals(whole)
                ? scaled
                : scaled.cut(
                        resize.position().left(whole, part), resize.position().top(whole, part), part);
    }

    static Picture flatten(Picture picture, Color color) {
        if (!picture.hasAlpha()) {
            return picture;
        }
        int bands = picture.bands();
        byte[] from = picture.samples();
        byte[] to = new byte[picture.width() * picture.height() * 3];
        int[] behind = {color.red(), color.green(), color.blue()};
        for (int i = 0, j = 0; i < from.length; i += bands) {
            int alpha = from[i + bands - 1] & 0xff;
            for (int band = 0; band < 3; band++) {
                int sample = from[i + (bands == 2 ? 0 : band)] & 0xff;
                to[j++] = (byte) ((sample * alpha + behind[band] * (255 - alpha) + 127) / 255);
            }
        }
        return new Picture(picture.width(), picture.height(), 3, to);
    }
}

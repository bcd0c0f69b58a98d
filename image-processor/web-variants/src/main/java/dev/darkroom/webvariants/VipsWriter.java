package dev.darkroom.webvariants;

import dev.darkroom.operations.Format;
import dev.darkroom.operations.Metadata;
import dev.darkroom.operations.Variant;
import dev.darkroom.vips.Options;
import dev.darkroom.vips.VipsException;
import dev.darkroom.vips.VipsImage;
import dev.darkroom.vips.VipsScope;
import java.util.List;

/** Writes images as files. */
final class VipsWriter {
    private static final int USUAL_WEBP_EFFORT = 4;
    private static final int USUAL_AVIF_EFFORT = 1;
    private static final int USUAL_PNG_EFFORT = 6;
    private static final int USUAL_GIF_EFFORT = 7;
    private static final List<String> COPYRIGHT = List.of("exif-ifd0-Copyright", "exif-ifd0-Artist");

    private final VipsScope scope;
    private final VipsPixels pixels;

    VipsWriter(VipsScope scope, VipsPixels pixels) {
        this.scope = scope;
        this.pixels = pixels;
    }

    Written write(Variant variant, VipsImage image) throws VipsException, UnusableImageException {
        Format format = variant.format();
        boolean severalTimes = format.maxBytes().isPresent() || image.hasAlpha();
        VipsImage held = severalTimes ? scope.inMemory(image) : image;
        Format.Type type = format.type();
        if (type == Format.Type.AUTO) {
            type = pixels.isTransparent(held) ? Format.Type.PNG : Format.Type.JPEG;
        }
        if (type == Format.Type.JPEG) {
            held = opaque(held, format.type() == Format.Type.AUTO);
        }
        return write(variant, type, kept(held, variant.metadata()));
    }

    /** JPEG has no alpha: what is transparent stands on white. */
    private VipsImage opaque(VipsImage image, boolean knownToBe) throws VipsException {
        if (!image.hasAlpha()) {
            return image;
        }
        return knownToBe
                ? pixels.withoutAlpha(image)
                : scope.apply("flatten", image, Options.of("background", image.bands() == 2 ? "255" : "255 255 255"));
    }

    private Written write(Variant variant, Format.Type type, VipsImage image)
            throws VipsException, UnusableImageException {
        Format format = variant.format();
        String keep = variant.metadata() == Metadata.NONE ? "none" : "exif:xmp:iptc";
        return switch (type) {
            case JPEG, AUTO ->
                Written.of(
                        QualitySearch.write(
                                variant.name(),
                                format,
                                quality -> scope.save(
                                        "jpegsave_buffer",
                                        image,
                                        Options.of("Q", quality)
                                                .and("optimize_coding", "true")
                                                .and("keep", keep))),
                        "image/jpeg");
            case WEBP ->
                Written.of(
                        QualitySearch.write(
                                variant.name(),
                                format,
                                quality -> scope.save(
                                        "webpsave_buffer",
                                        image,
                                        Options.of("Q", quality)
                                                .and("effort", Math.min(6, effort(format, USUAL_WEBP_EFFORT)))
                                                .and("keep", keep))),
                        "image/webp");
            case AVIF ->
                Written.of(
                        QualitySearch.write(
                                variant.name(),
                                format,
                                quality -> scope.save(
                                        "heifsave_buffer",
                                        image,
                                        Options.of("Q", quality)
                                                .and("compression", "av1")
                                                .and("bitdepth", 8)
                                                .and("effort", effort(format, USUAL_AVIF_EFFORT))
                                                .and("keep", keep))),
                        "image/avif");
            case PNG ->
                Written.of(
                        scope.save(
                                "pngsave_buffer",
                                image,
                                Options.of("compression", effort(format, USUAL_PNG_EFFORT))
                                        .and("keep", keep)),
                        "image/png");
            case GIF ->
                Written.of(
                        scope.save(
                                "gifsave_buffer",
                                image,
                                Options.of("effort", Math.max(1, effort(format, USUAL_GIF_EFFORT)))
                                        .and("keep", keep)),
                        "image/gif");
        };
    }

    private static int effort(Format format, int usual) {
        return format.effort().orElse(usual);
    }

    private VipsImage kept(VipsImage image, Metadata metadata) throws VipsException {
        if (metadata != Metadata.COPYRIGHT) {
            return image;
        }
        VipsImage copy = scope.copy(image);
        for (String field : copy.fields()) {
            boolean isMetadata = field.startsWith("exif-") || field.equals("xmp-data") || field.equals("iptc-data");
            if (isMetadata && !COPYRIGHT.contains(field)) {
                copy.remove(field);
            }
        }
        return copy;
    }
}

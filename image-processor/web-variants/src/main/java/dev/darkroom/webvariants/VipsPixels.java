package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;
import dev.darkroom.vips.Options;
import dev.darkroom.vips.VipsException;
import dev.darkroom.vips.VipsImage;
import dev.darkroom.vips.VipsScope;
import java.util.List;

/** What variants are made by: the operations on pixels that take care of alpha, depth and colour. */
final class VipsPixels {
    /** VipsInterpretation */
    private static final int B_W = 1;

    private static final int CMYK = 15;
    private static final int SRGB = 22;
    private static final int GREY16 = 26;

    /** VipsBandFormat */
    private static final int UCHAR = 0;

    private static final int USHORT = 2;

    private static final int COLUMNS = 128;

    private static final String PROFILE = "icc-profile-data";

    private final VipsScope scope;

    VipsPixels(VipsScope scope) {
        this.scope = scope;
    }

    VipsScope scope() {
        return scope;
    }

    /** Colours of transparent pixels count by their alpha, or they would shine through at edges. */
    VipsImage resize(VipsImage image, Size size) throws VipsException {
        if (image.width() == size.width() && image.height() == size.height()) {
            return image;
        }
        Options scale = Options.of("scale", (double) size.width() / image.width())
                .and("vscale", (double) size.height() / image.height());
        if (!image.hasAlpha()) {
            return scope.apply("resize", image, scale);
        }
        String format = image.format() == USHORT ? "ushort" : "uchar";
        VipsImage multiplied = cast(scope.apply("premultiply", image, Options.none()), format);
        VipsImage resized = scope.apply("resize", multiplied, scale);
        return cast(scope.apply("unpremultiply", resized, Options.none()), format);
    }

    /** Eight bits a sample, grey or sRGB, by the image's profile. A profile that is broken is passed over. */
    VipsImage toSrgb(VipsImage image) throws VipsException {
        boolean cmyk = image.interpretation() == CMYK;
        if (cmyk
                || (image.has(PROFILE)
                        && !image.blob(PROFILE).map(IccProfile::isSrgb).orElse(true))) {
            try {
                return eightBits(scope.apply(
                        "icc_transform",
                        image,
                        Options.of("output_profile", "srgb")
                                .and("embedded", "true")
                                .and("input_profile", cmyk ? "cmyk" : "srgb")
                                .and("intent", "perceptual")
                                .and("depth", 8)));
            } catch (VipsException e) {
                return eightBits(image);
            }
        }
        return eightBits(image);
    }

    private VipsImage eightBits(VipsImage image) throws VipsException {
        VipsImage plain = switch (image.interpretation()) {
            case B_W, SRGB -> image;
            case GREY16 -> scope.apply("colourspace", image, Options.of("space", "b-w"));
            default -> scope.apply("colourspace", image, Options.of("space", "srgb"));
        };
        return cast(plain, "uchar");
    }

    private VipsImage cast(VipsImage image, String format) throws VipsException {
        boolean already = image.format() == (format.equals("uchar") ? UCHAR : USHORT);
        return already ? image : scope.apply("cast", image, Options.of("format", format));
    }

    VipsImage eightBitsAgain(VipsImage image) throws VipsException {
        return cast(image, "uchar");
    }

    /** A lying image, whose pixels should be in memory, is read by {@value #COLUMNS} columns at a time. */
    VipsImage upright(VipsImage image) throws VipsException {
        if (isUpright(image)) {
            return image;
        }
        return scope.apply("autorot", isLying(image) ? byColumns(image) : image, Options.none());
    }

    /**
     * What is turned by a quarter becomes lines of columns. Taken from memory pixel by pixel, each is far from the one
     * before; a copy of the columns in turn stays in the processor's cache. Two, as a strip may begin in one and end in
     * the next.
     */
    private VipsImage byColumns(VipsImage image) throws VipsException {
        return scope.apply(
                "tilecache",
                image,
                Options.of("tile_width", COLUMNS)
                        .and("tile_height", image.height())
                        .and("max_tiles", 2));
    }

    boolean isUpright(VipsImage image) {
        return image.number("orientation").orElse(1) == 1;
    }

    /** Whether width and height change places when it is turned upright. */
    boolean isLying(VipsImage image) {
        return image.number("orientation").orElse(1) >= 5;
    }

    VipsImage cut(VipsImage image, int left, int top, Size size) throws VipsException {
        return scope.apply(
                "extract_area",
                "input",
                image,
                Options.of("left", left)
                        .and("top", top)
                        .and("width", size.width())
                        .and("height", size.height()));
    }

    /** The first bands, of which there are so many. */
    VipsImage bands(VipsImage image, int first, int count) throws VipsException {
        return scope.apply("extract_band", image, Options.of("band", first).and("n", count));
    }

    /** Whether any pixel lets something through; the image's pixels should be in memory. */
    boolean isTransparent(VipsImage image) throws VipsException {
        if (!image.hasAlpha()) {
            return false;
        }
        for (byte alpha : scope.save("rawsave_buffer", bands(image, image.bands() - 1, 1), Options.none())) {
            if (alpha != -1) {
                return true;
            }
        }
        return false;
    }

    VipsImage withoutAlpha(VipsImage image) throws VipsException {
        return image.hasAlpha() ? bands(image, 0, image.bands() - 1) : image;
    }

    /** An animation of frames that are all of one size and kind. */
    VipsImage film(List<VipsImage> frames) throws VipsException {
        VipsImage film = scope.copy(scope.join("arrayjoin", frames, Options.of("across", 1)));
        film.set("page-height", frames.getFirst().height());
        return film;
    }
}

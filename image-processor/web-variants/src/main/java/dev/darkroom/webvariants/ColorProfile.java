package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/** Takes pictures from the colours of an embedded ICC profile to sRGB. */
final class ColorProfile {
    private ColorProfile() {}

    /** The picture in sRGB. A profile that is broken or of another kind than the picture is passed over. */
    static Picture toSrgb(Picture picture, @Nullable ImageBytes profile) {
        if (profile == null) {
            return picture;
        }
        try {
            ICC_Profile from = ICC_Profile.getInstance(profile.array());
            int colors = picture.bands() < 3 ? 1 : 3;
            return from.getNumComponents() == colors ? convert(picture, colors, from) : picture;
        } catch (IllegalArgumentException | CMMException e) {
            return picture;
        }
    }

    private static Picture convert(Picture picture, int colors, ICC_Profile from) {
        int alpha = picture.hasAlpha() ? 1 : 0;
        int bands = 3 + alpha;
        byte[] samples = new byte[picture.width() * picture.height() * bands];
        ICC_Profile sRgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
        new ColorConvertOp(new ICC_Profile[] {from, sRgb}, null)
                .filter(
                        raster(picture, picture.samples(), picture.bands(), colors),
                        raster(picture, samples, bands, 3));
        if (alpha == 1) {
            for (int i = picture.bands() - 1, to = 3; i < picture.samples().length; i += picture.bands(), to += 4) {
                samples[to] = picture.samples()[i];
            }
        }
        return new Picture(picture.width(), picture.height(), bands, samples);
    }

    /** The first {@code colors} bands, as a raster over the array. */
    private static WritableRaster raster(Picture size, byte[] samples, int bands, int colors) {
        int[] offsets = new int[colors];
        for (int band = 0; band < colors; band++) {
            offsets[band] = band;
        }
        DataBuffer buffer = new DataBufferByte(samples, samples.length);
        return Raster.createInterleavedRaster(
                buffer, size.width(), size.height(), size.width() * bands, bands, offsets, null);
    }
}

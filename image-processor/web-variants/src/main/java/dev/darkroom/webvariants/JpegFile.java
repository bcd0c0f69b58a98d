package dev.darkroom.webvariants;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * A JPEG. Grey and three-component ones are decoded line by line by the JDK's reader; CMYK ones whole, and converted to
 * sRGB by their profile, by TwelveMonkeys'. The JDK's reader draws a progressive JPEG once for every scan, and cannot be
 * asked for the last one only (its {@code setSourceProgressivePasses} then gives the first), so those take several times
 * as long.
 */
final class JpegFile implements ImageFile {
    private final byte[] bytes;
    private final JpegSegments segments;

    JpegFile(byte[] bytes) throws UnusableImageException {
        this.bytes = bytes;
        this.segments = JpegSegments.read(bytes);
    }

    @Override
    public Header header() {
        return segments.header();
    }

    @Override
    public Picture decode(Header header, Size size) throws UnusableImageException, IOException {
        return switch (segments.components()) {
            case 1, 3 -> decodeByLine(header, size);
            case 4 -> decodeCmyk(size);
            default ->
                throw UnusableImageException.unsupported("The JPEG has " + segments.components()
                        + " components; 1 (grey), 3 (colour) and 4 (CMYK) are read.");
        };
    }

    private Picture decodeByLine(Header header, Size size) throws UnusableImageException, IOException {
        ImageReader reader = Readers.jdk("jpeg");
        try {
            List<String> warnings = warnings(reader);
            reader.setInput(segments.essentials(), true, true);
            int bands = segments.components();
            Shrinker shrinker = new Shrinker(new Size(header.width(), header.height()), bands, size);
            ImageReadParam destination = reader.getDefaultReadParam();
            destination.setDestination(LineRaster.image(header.width(), header.height(), bands, false, shrinker));
            reader.read(0, destination);
            check(warnings);
            return shrinker.picture();
        } finally {
            reader.dispose();
        }
    }

    private Picture decodeCmyk(Size size) throws UnusableImageException, IOException {
        ImageReader reader = Readers.twelveMonkeysJpeg();
        try {
            List<String> warnings = warnings(reader);
            reader.setInput(new Bytes(bytes), true, true);
            Picture picture = WholeImage.shrink(reader.read(0), size);
            check(warnings);
            return picture;
        } finally {
            reader.dispose();
        }
    }

    private static List<String> warnings(ImageReader reader) {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        return warnings;
    }

    /**
     * The decoder fills what is missing with grey and only warns. Bytes too many before a marker, or no end marker after
     * a whole picture, do no harm; data that ends or breaks off does.
     */
    private static void check(List<String> warnings) throws UnusableImageException {
        boolean ended = warnings.stream().anyMatch(warning -> warning.contains("Missing EOI"));
        for (String warning : warnings) {
            if (warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous bytes")) {
                throw ended
                        ? UnusableImageException.truncated("The JPEG ends before its last line.")
                        : UnusableImageException.corrupt("The JPEG's picture data is damaged (" + warning + ").");
            }
        }
    }
}

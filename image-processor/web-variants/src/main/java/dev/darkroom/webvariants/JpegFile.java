package dev.darkroom.webvariants;

import dev.darkroom.operations.Size;
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
    private static final long CMYK_BYTES_A_PIXEL = 8;

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

    /** Four bytes a pixel of CMYK and four of what it becomes, both at once. */
    @Override
    public long wholeBytes() {
        return segments.components() == 4 ? CMYK_BYTES_A_PIXEL * header().pixels() : 0;
    }

    /** Of a progressive one, all coefficients: 2 bytes a pixel of a grey one, 3 to 6 of a coloured one, 8 of CMYK. */
    @Override
    public long nativeBytes() {
        return header().refined() ? segments.coefficientBytes() : 0;
    }

    @Override
    public String loader() {
        return "jpegload_buffer";
    }

    @Override
    public ImageReader reader() throws UnusableImageException {
        if (segments.isArithmetic()) {
            throw UnusableImageException.unsupported("The JPEG is coded arithmetically, which takes libvips to read.");
        }
        return switch (segments.components()) {
            case 1, 3 -> Readers.jdk("jpeg");
            case 4 -> Readers.twelveMonkeysJpeg();
            default ->
                throw UnusableImageException.unsupported("The JPEG has " + segments.components()
                        + " components; 1 (grey), 3 (colour) and 4 (CMYK) are read.");
        };
    }

    @Override
    public Picture decode(ImageReader reader, Header header, Size size) throws UnusableImageException, IOException {
        return segments.components() == 4 ? decodeCmyk(reader, size) : decodeByLine(reader, header, size);
    }

    private Picture decodeByLine(ImageReader reader, Header header, Size size)
            throws UnusableImageException, IOException {
        List<String> warnings = warnings(reader);
        reader.setInput(segments.essentials(), true, true);
        int bands = segments.components();
        Shrinker shrinker = new Shrinker(new Size(header.width(), header.height()), bands, size);
        ImageReadParam destination = reader.getDefaultReadParam();
        destination.setDestination(LineRaster.image(header.width(), header.height(), bands, false, shrinker));
        reader.read(0, destination);
        check(warnings);
        return shrinker.picture();
    }

    private Picture decodeCmyk(ImageReader reader, Size size) throws UnusableImageException, IOException {
        List<String> warnings = warnings(reader);
        reader.setInput(new Bytes(bytes), true, true);
        Picture picture = WholeImage.shrink(reader.read(0), size);
        check(warnings);
        return picture;
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

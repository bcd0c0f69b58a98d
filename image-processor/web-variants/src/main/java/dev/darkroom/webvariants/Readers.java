package dev.darkroom.webvariants;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The ImageIO readers used, each chosen by name and not by what a registry happens to put first. */
final class Readers {
    static {
        ImageIO.setUseCache(false);
    }

    private Readers() {}

    /** The JDK's own reader, which writes line by line into the destination it is given. */
    static ImageReader jdk(String format) {
        return find(format, "com.sun.imageio.");
    }

    /** TwelveMonkeys' JPEG reader, for CMYK and what else the JDK's cannot. */
    static ImageReader twelveMonkeysJpeg() {
        return find("jpeg", "com.twelvemonkeys.");
    }

    static ImageReader webp() {
        return new WebPImageReaderSpi().createReaderInstance(null);
    }

    private static ImageReader find(String format, String packageName) {
        for (Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format); readers.hasNext(); ) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith(packageName)) {
                return reader;
            }
        }
        throw new IllegalStateException("No " + format + " reader of " + packageName + "* is on the class path");
    }
}

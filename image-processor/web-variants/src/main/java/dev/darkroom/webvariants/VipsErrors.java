package dev.darkroom.webvariants;

import dev.darkroom.vips.VipsException;
import java.util.List;
import java.util.Locale;

/** What libvips and the decoders in it say of bad files, in our terms. */
final class VipsErrors {
    private static final List<String> ENDS_EARLY = List.of(
            "premature end of jpeg", "truncat", "end of stream", "unexpected eof", "end-of-file", "end of file", "eof");

    private static final List<String> NOT_READ =
            List.of("unsupported", "not supported", "no decoding plugin", "support for");

    private VipsErrors() {}

    static UnusableImageException unusable(VipsException e, ImageFile file) {
        String message = lastLine(String.valueOf(e.getMessage()));
        String lower = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (ENDS_EARLY.stream().anyMatch(lower::contains)) {
            return UnusableImageException.truncated("The file ends before the image does (" + message + ").");
        }
        boolean heic = file instanceof HeifFile heif && !heif.isAvif();
        if (heic || NOT_READ.stream().anyMatch(lower::contains)) {
            return UnusableImageException.unsupported("This kind of "
                    + (heic ? "HEIC" : "file") + " is not read (" + message
                    + "): convert it to JPEG, PNG, WebP or AVIF.");
        }
        return UnusableImageException.corrupt("The image cannot be decoded: " + message + ".");
    }

    /** Other threads' lines may be before it. */
    private static String lastLine(String message) {
        String line = message.substring(message.lastIndexOf('\n') + 1).strip();
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }
}

package dev.darkroom.imagestreaming;

import dev.darkroom.httpservice.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some of a variant's bytes. Source: <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14">RFC 9110, 14</a>.
 *
 * @param first offset of the first
 * @param last offset of the last
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * What a header Range asks for.
     *
     * @param size of the whole
     * @return empty when all is to be sent: for a header that names no bytes, or several ranges
     * @throws dev.darkroom.httpservice.ProblemException 416 when there is nothing at that place
     */
    static Optional<ByteRange> parse(String header, long size) {
        Matcher matcher = ONE.matcher(header);
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        long first;
        long last = size - 1;
        if (matcher.group(1).isEmpty()) {
            long count = Long.parseLong(matcher.group(2));
            first = count == 0 ? size : Math.max(0, size - count);
        } else {
            first = Long.parseLong(matcher.group(1));
            if (!matcher.group(2).isEmpty()) {
                long asked = Long.parseLong(matcher.group(2));
                if (asked < first) {
                    return Optional.empty();
                }
                last = Math.min(last, asked);
            }
        }
        if (first >= size) {
            throw new Problem(
                            "range-not-satisfiable",
                            416,
                            "The variant has " + size + " bytes.",
                            Map.of("Content-Range", "bytes */" + size))
                    .exception();
        }
        return Optional.of(new ByteRange(first, last));
    }

    long count() {
        return last - first + 1;
    }

    /** The header Content-Range. */
    String contentRange(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}

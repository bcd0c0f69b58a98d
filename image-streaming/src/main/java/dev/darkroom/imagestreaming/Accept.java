package dev.darkroom.imagestreaming;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header Accept. Source: <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, 12.5.1</a>.
 *
 * @param ranges as they stand there
 */
record Accept(List<Range> ranges) {
    /**
     * A media range and how much it is wanted.
     *
     * @param type a media type, {@code image/*} or {@code *}{@code /*}
     */
    private record Range(String type, double quality) {
        boolean covers(String mediaType) {
            return type.equals("*/*")
                    || type.equals(mediaType)
                    || (type.endsWith("/*") && mediaType.startsWith(type.substring(0, type.length() - 1)));
        }

        int precision() {
            return type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2;
        }
    }

    /** What cannot be understood is left out; nothing at all accepts everything. */
    static Accept parse(String header) {
        List<Range> ranges = Arrays.stream(header.split(",", -1))
                .flatMap(text -> range(text).stream())
                .toList();
        return new Accept(header.isBlank() ? List.of(new Range("*/*", 1)) : ranges);
    }

    private static Optional<Range> range(String text) {
        String[] parts = text.split(";", -1);
        String type = parts[0].strip().toLowerCase(Locale.ROOT);
        double quality = 1;
        for (String parameter : Arrays.asList(parts).subList(1, parts.length)) {
            String value = parameter.strip().toLowerCase(Locale.ROOT);
            if (value.matches("q=[01](\\.\\d{0,3})?")) {
                quality = Double.parseDouble(value.substring(2));
            }
        }
        return type.matches("[^/\\s]+/[^/\\s]+") ? Optional.of(new Range(type, quality)) : Optional.empty();
    }

    /** How much a media type is wanted, by the range that names it most precisely; 0 for not at all. */
    double quality(String mediaType) {
        return ranges.stream()
                .filter(range -> range.covers(mediaType))
                .max(Comparator.comparingInt(Range::precision))
                .map(Range::quality)
                .orElse(0.0);
    }
}

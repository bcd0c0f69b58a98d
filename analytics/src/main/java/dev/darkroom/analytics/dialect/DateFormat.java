package dev.darkroom.analytics.dialect;

import dev.darkroom.analytics.QueryException;
import java.util.Map;

/** MySQL's format specifiers, which {@code date_format} takes on Athena, as strftime's. Source: Trino, date_format. */
final class DateFormat {
    private static final Map<Character, String> SPECIFIERS = Map.ofEntries(
            Map.entry('Y', "%Y"),
            Map.entry('y', "%y"),
            Map.entry('m', "%m"),
            Map.entry('d', "%d"),
            Map.entry('H', "%H"),
            Map.entry('i', "%M"),
            Map.entry('s', "%S"),
            Map.entry('S', "%S"),
            Map.entry('j', "%j"),
            Map.entry('a', "%a"),
            Map.entry('b', "%b"),
            Map.entry('M', "%B"),
            Map.entry('W', "%A"),
            Map.entry('p', "%p"),
            Map.entry('T', "%H:%M:%S"),
            Map.entry('%', "%%"));

    private DateFormat() {}

    static String translated(String format) {
        StringBuilder translated = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                translated.append(c);
            } else if (++i < format.length() && SPECIFIERS.containsKey(format.charAt(i))) {
                translated.append(SPECIFIERS.get(format.charAt(i)));
            } else {
                throw new QueryException("date_format's " + format.substring(i - 1, Math.min(i + 1, format.length()))
                        + " is not run here; it knows " + SPECIFIERS.keySet());
            }
        }
        return translated.toString();
    }
}

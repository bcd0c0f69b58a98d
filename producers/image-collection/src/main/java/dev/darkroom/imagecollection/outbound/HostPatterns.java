package dev.darkroom.imagecollection.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Names of hosts: {@code images.example.com}, or {@code *.example.com} for all below it, or {@code *}. */
public record HostPatterns(List<String> patterns) {
    public HostPatterns {
        patterns = List.copyOf(patterns);
    }

    /** Out of a text with commas between; nothing for an empty one. */
    public static HostPatterns parse(String commaSeparated) {
        return new HostPatterns(Arrays.stream(commaSeparated.split(",", -1))
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty())
                .toList());
    }

    /** Whether one of them is this host's. */
    public boolean match(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return patterns.stream()
                .anyMatch(pattern -> pattern.equals("*")
                        || pattern.equals(name)
                        || (pattern.startsWith("*.") && name.endsWith(pattern.substring(1))));
    }
}

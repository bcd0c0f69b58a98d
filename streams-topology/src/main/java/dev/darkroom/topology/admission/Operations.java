package dev.darkroom.topology.admission;

import org.jspecify.annotations.Nullable;

/**
 * As much as the topology wants to know of the operations, whose language is the image functions' own: how many there
 * are. Whether they make sense is for the function to say.
 */
final class Operations {
    private Operations() {}

    /** How many elements the JSON list has; 0 for none and for what is no list. */
    static int count(@Nullable String operations) {
        if (operations == null || !operations.stripLeading().startsWith("[")) {
            return 0;
        }
        int depth = 0;
        int commas = 0;
        boolean quoted = false;
        boolean any = false;
        for (int i = 0; i < operations.length(); i++) {
            char c = operations.charAt(i);
            if (quoted) {
                quoted = c != '"';
                i += c == '\\' ? 1 : 0;
                continue;
            }
            any |= depth >= 1 && !Character.isWhitespace(c) && c != ']';
            quoted = c == '"';
            depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            commas += c == ',' && depth == 1 ? 1 : 0;
        }
        return any ? commas + 1 : 0;
    }
}

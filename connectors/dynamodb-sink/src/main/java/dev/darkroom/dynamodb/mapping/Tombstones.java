package dev.darkroom.dynamodb.mapping;

import java.util.Locale;

/** What a record without a value does. */
enum Tombstones {
    IGNORE,
    DELETE,
    FAIL;

    static Tombstones parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

package dev.darkroom.dynamodb.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Text in DynamoDB's order, which is that of its UTF-8 bytes; {@link String#compareTo} orders surrogates otherwise. */
final class Utf8 {
    private Utf8() {}

    static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}

package dev.darkroom.dynamodb.mapping;

/** Text in DynamoDB's order, which is that of its UTF-8 bytes; {@link String#compareTo} orders surrogates otherwise. */
final class Utf8 {
    private Utf8() {}

    static int compare(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return rank(one.charAt(i)) - rank(other.charAt(i));
            }
        }
        return one.length() - other.length();
    }

    /** Surrogates stand for code points above all others, but come before U+E000 as chars. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }
}

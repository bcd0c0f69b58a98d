package dev.darkroom.dynamodb.mapping;

import java.util.Arrays;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an item weighs: as DynamoDB stores it, which it limits to 400 KB, and as JSON in a request, which it limits to 16
 * MB. Source: DynamoDB Developer Guide, "DynamoDB item sizes and formats"; it calls the size of numbers approximate, and
 * is silent on sets, which are counted as lists are.
 */
final class ItemSize {
    static final long MOST_STORED_BYTES = 400 * 1024;

    private static final int JSON_TYPE_WRAP = "{\"BOOL\":},".length();
    private static final int CONTAINER_BYTES = 3;
    private static final byte[] JSON_ESCAPES = escapesByAsciiCharacter();

    private long storedBytes;
    private long requestBytes;

    private ItemSize() {}

    static ItemSize of(Map<String, AttributeValue> item) {
        ItemSize size = new ItemSize();
        size.addEntries(item, 0);
        return size;
    }

    static ItemSize of(AttributeValue value) {
        ItemSize size = new ItemSize();
        size.add(value);
        return size;
    }

    /** Attribute names and values as stored. */
    long storedBytes() {
        return storedBytes;
    }

    /** The most the item takes up in a request's body. */
    long requestBytes() {
        return requestBytes;
    }

    private void add(AttributeValue value) {
        requestBytes += JSON_TYPE_WRAP;
        switch (value.type()) {
            case S -> addText(value.s());
            case N -> addNumber(value.n());
            case B -> addBinary(value.b());
            case BOOL, NUL -> count(1, "false".length());
            case M -> addEntries(container(value.m()), 1);
            case L -> container(value.l()).forEach(this::addElement);
            case SS -> container(value.ss()).forEach(text -> addText(one(text)));
            case NS -> container(value.ns()).forEach(number -> addNumber(one(number)));
            case BS -> container(value.bs()).forEach(bytes -> addBinary(one(bytes)));
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("An attribute has no type");
        }
    }

    private void addEntries(Map<String, AttributeValue> entries, int bytesPerEntry) {
        requestBytes += 2;
        for (Map.Entry<String, AttributeValue> entry : entries.entrySet()) {
            addText(entry.getKey());
            add(entry.getValue());
            count(bytesPerEntry, 1);
        }
    }

    private void addElement(AttributeValue element) {
        add(one(element));
    }

    private <T> T container(T content) {
        count(CONTAINER_BYTES, 2);
        return content;
    }

    private <T> T one(T element) {
        count(1, 1);
        return element;
    }

    private void addText(String text) {
        int all = 0;
        int escapes = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            all |= c;
            escapes += JSON_ESCAPES[c & 0x7f];
        }
        long utf8 = all < 0x80 ? length : utf8Length(text);
        // Of a character beyond ASCII the low bits may look like one to escape: the count is then more than it takes.
        count(utf8, utf8 + escapes + 2);
    }

    private static long utf8Length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts two of the pair's four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** Two significant digits a byte, one more, and one for a sign. */
    private void addNumber(String number) {
        int digits = 0;
        int trailingZeros = 0;
        for (int i = 0; i < number.length() && number.charAt(i) != 'E'; i++) {
            char c = number.charAt(i);
            if (c == '0') {
                trailingZeros += digits == 0 ? 0 : 1;
            } else if (c != '.' && c != '-') {
                digits += trailingZeros + 1;
                trailingZeros = 0;
            }
        }
        int sign = number.charAt(0) == '-' ? 1 : 0;
        count((Math.max(digits, 1) + 1) / 2 + 1 + sign, number.length() + 2);
    }

    private void addBinary(SdkBytes bytes) {
        int length = bytes.asByteArrayUnsafe().length;
        count(length, 2 + 4L * ((length + 2) / 3));
    }

    private void count(long stored, long request) {
        storedBytes += stored;
        requestBytes += request;
    }

    private static byte[] escapesByAsciiCharacter() {
        byte[] escapes = new byte[0x80];
        Arrays.fill(escapes, 0, ' ', (byte) ("\\u0000".length() - 1));
        escapes['"'] = 1;
        escapes['\\'] = 1;
        return escapes;
    }
}

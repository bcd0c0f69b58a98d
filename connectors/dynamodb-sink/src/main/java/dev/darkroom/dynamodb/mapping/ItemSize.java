package dev.darkroom.dynamodb.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an item weighs: as DynamoDB stores it, which it limits to 400 KB, and as JSON in a request, which it limits to 16
 * MB. Source: DynamoDB Developer Guide, "DynamoDB item sizes and formats". It calls the size of numbers approximate and is
 * silent on sets; those are counted as DynamoDB Local counts them.
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
            case SS -> set(value.ss()).forEach(this::addText);
            case NS -> set(value.ns()).forEach(this::addNumber);
            case BS -> set(value.bs()).forEach(this::addBinary);
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
        add(element);
        count(1, 1);
    }

    private <T> T container(T content) {
        count(CONTAINER_BYTES, 2);
        return content;
    }

    private <T> List<T> set(List<T> elements) {
        count(0, elements.size() + 2);
        return elements;
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
        if (all < 0x80) {
            count(length, length + escapes + 2);
        } else {
            // The low bits of other characters may look like one to escape: that counts more than it takes.
            addBeyondAscii(text, escapes + 2);
        }
    }

    private void addBeyondAscii(String text, int moreRequestBytes) {
        long utf8 = 0;
        int surrogates = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            surrogates += Character.isSurrogate(c) ? 1 : 0;
            utf8 += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        // A surrogate pair is stored as four bytes; in a request the SDK's JSON writer makes twelve of it.
        count(utf8 - surrogates, utf8 + 3L * surrogates + moreRequestBytes);
    }

    /** A byte for every two digits, paired from the point on, of those that are significant; one more; one for a sign. */
    private void addNumber(String number) {
        int end = number.indexOf('E');
        int length = end < 0 ? number.length() : end;
        int point = number.indexOf('.');
        int units = (point < 0 ? length : point) - 1;
        int first = -1;
        int last = -1;
        for (int i = 0; i < length; i++) {
            char c = number.charAt(i);
            if (c >= '1' && c <= '9') {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        int exponent = end < 0 ? 0 : Integer.parseInt(number, end + 1, number.length(), 10);
        int pairs = first < 0 ? 0 : pair(units - first, exponent) - pair(units - last, exponent) + 1;
        int sign = number.charAt(0) == '-' ? 1 : 0;
        count(pairs + 1 + sign, number.length() + 2);
    }

    /** Which pair of digits one is in; after the point there is the point between. */
    private static int pair(int digitsBeforeUnits, int exponent) {
        int power = digitsBeforeUnits < 0 ? digitsBeforeUnits + 1 : digitsBeforeUnits;
        return Math.floorDiv(power + exponent, 2);
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

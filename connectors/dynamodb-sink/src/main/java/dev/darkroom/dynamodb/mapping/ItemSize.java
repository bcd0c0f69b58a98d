package dev.darkroom.dynamodb.mapping;

import java.math.BigDecimal;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an item weighs: as DynamoDB stores it, which it limits to 400 KB, and as JSON in a request, which it limits to 16
 * MB. Source: DynamoDB Developer Guide, "DynamoDB item sizes and formats"; it calls the size of numbers approximate.
 *
 * @param storedBytes attribute names and values as stored
 * @param requestBytes the most the item takes up in a request's body
 */
record ItemSize(long storedBytes, long requestBytes) {
    static final long MOST_STORED_BYTES = 400 * 1024;

    private static final int JSON_TYPE_WRAP = "{\"BOOL\":},".length();
    private static final int CONTAINER_BYTES = 3;
    private static final ItemSize FLAG = new ItemSize(1, JSON_TYPE_WRAP + "false".length());

    static ItemSize of(Map<String, AttributeValue> item) {
        return entries(item, 0);
    }

    static ItemSize of(AttributeValue value) {
        return switch (value.type()) {
            case S -> text(value.s()).plus(0, JSON_TYPE_WRAP);
            case N -> number(value.n());
            case B -> binary(value.b().asByteArrayUnsafe().length);
            case BOOL, NUL -> FLAG;
            case M -> entries(value.m(), 1).plus(CONTAINER_BYTES, JSON_TYPE_WRAP);
            case L -> list(value).plus(CONTAINER_BYTES, JSON_TYPE_WRAP);
            case SS, NS, BS, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("This sink makes no attribute of type " + value.type());
        };
    }

    private static ItemSize entries(Map<String, AttributeValue> entries, int bytesPerEntry) {
        ItemSize sum = new ItemSize(0, 2);
        for (Map.Entry<String, AttributeValue> entry : entries.entrySet()) {
            sum = sum.plus(text(entry.getKey())).plus(of(entry.getValue())).plus(bytesPerEntry, 1);
        }
        return sum;
    }

    private static ItemSize list(AttributeValue list) {
        ItemSize sum = new ItemSize(0, 2);
        for (AttributeValue element : list.l()) {
            sum = sum.plus(of(element)).plus(1, 1);
        }
        return sum;
    }

    private static ItemSize text(String text) {
        long utf8 = 0;
        long escapes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                utf8++;
                escapes += c < ' ' ? "\\u0000".length() - 1 : c == '"' || c == '\\' ? 1 : 0;
            } else {
                // Each half of a surrogate pair counts two of the pair's four bytes.
                utf8 += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
        }
        return new ItemSize(utf8, utf8 + escapes + 2);
    }

    private static ItemSize number(String number) {
        long digits = new BigDecimal(number).stripTrailingZeros().precision();
        long sign = number.startsWith("-") ? 1 : 0;
        return new ItemSize((digits + 1) / 2 + 1 + sign, JSON_TYPE_WRAP + number.length() + 2);
    }

    private static ItemSize binary(int bytes) {
        return new ItemSize(bytes, JSON_TYPE_WRAP + 2 + 4L * ((bytes + 2) / 3));
    }

    private ItemSize plus(ItemSize other) {
        return plus(other.storedBytes, other.requestBytes);
    }

    private ItemSize plus(long stored, long request) {
        return new ItemSize(storedBytes + stored, requestBytes + request);
    }
}

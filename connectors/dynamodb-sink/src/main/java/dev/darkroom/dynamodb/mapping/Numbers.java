package dev.darkroom.dynamodb.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Numbers in the one form this sink sends, so that equal numbers are equal keys, as they are to DynamoDB: no trailing
 * zeros after the point, whole numbers of up to 38 digits as digits alone. Source of the limits: DynamoDB Developer
 * Guide, "Supported data types and naming rules", Number.
 */
record Numbers(DecimalFormat decimals, UnsupportedNumbers unsupported) {
    static final int MOST_DIGITS = 38;
    private static final int SMALLEST_EXPONENT = -130;
    private static final int LARGEST_EXPONENT = 125;
    private static final long LARGEST_EXACT_WHOLE_DOUBLE = 1L << 53;
    private static final int MOST_PLAIN_ZEROS = 400;

    /**
     * The attribute, or null for a number that is to be left out.
     *
     * @throws BadRecordException when DynamoDB has no such number and is to be given no other
     */
    @Nullable
    AttributeValue of(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return AttributeValue.fromN(number.toString());
        }
        if (number instanceof Double || number instanceof Float) {
            return floating(number);
        }
        if (number instanceof BigDecimal decimal) {
            return decimals == DecimalFormat.TEXT ? AttributeValue.fromS(allDigits(decimal)) : exact(decimal);
        }
        if (number instanceof BigInteger integer) {
            return exact(new BigDecimal(integer));
        }
        throw new BadRecordException(
                "DynamoDB has no number for a " + number.getClass().getSimpleName());
    }

    private @Nullable AttributeValue floating(Number number) {
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            return unsupported(number, "DynamoDB has no number for NaN and infinity");
        }
        if (value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT_WHOLE_DOUBLE) {
            return AttributeValue.fromN(Long.toString((long) value));
        }
        // A float's own text is its shortest exact one; widening it to double first would add digits.
        String text = number.toString();
        boolean isPlain = text.indexOf('E') < 0 && text.charAt(text.length() - 1) != '0';
        return isPlain ? AttributeValue.fromN(text) : exact(new BigDecimal(text));
    }

    private @Nullable AttributeValue exact(BigDecimal number) {
        BigDecimal decimal = number.stripTrailingZeros();
        long exponent = (long) decimal.precision() - decimal.scale() - 1;
        if (decimal.precision() > MOST_DIGITS) {
            return unsupported(number, "a number of " + decimal.precision() + " digits; DynamoDB takes " + MOST_DIGITS);
        }
        if (decimal.signum() != 0 && (exponent < SMALLEST_EXPONENT || exponent > LARGEST_EXPONENT)) {
            return unsupported(
                    number,
                    "a number of magnitude 1E" + exponent + "; DynamoDB takes 1E" + SMALLEST_EXPONENT + " to 1E"
                            + LARGEST_EXPONENT);
        }
        boolean isShortWhole = decimal.scale() < 0 && exponent < MOST_DIGITS;
        return AttributeValue.fromN(isShortWhole ? decimal.toPlainString() : decimal.toString());
    }

    private @Nullable AttributeValue unsupported(Number number, String problem) {
        return switch (unsupported) {
            case FAIL ->
                throw new BadRecordException(problem + ": change the field, or set " + TypeSettings.UNSUPPORTED_NUMBERS
                        + " to text or omit");
            case TEXT -> AttributeValue.fromS(number instanceof BigDecimal decimal ? allDigits(decimal) : "" + number);
            case OMIT -> null;
        };
    }

    /** With its trailing zeros, and without an exponent unless that would take a screenful of zeros. */
    private static String allDigits(BigDecimal decimal) {
        boolean isShort = Math.abs((long) decimal.scale()) <= MOST_PLAIN_ZEROS;
        return isShort ? decimal.toPlainString() : decimal.toString();
    }

    /** Orders two numbers in this class's form as DynamoDB does. */
    static int compare(String one, String other) {
        if (isShortNatural(one) && isShortNatural(other)) {
            return Long.compare(Long.parseLong(one), Long.parseLong(other));
        }
        return new BigDecimal(one).compareTo(new BigDecimal(other));
    }

    private static boolean isShortNatural(String number) {
        if (number.length() > 18) {
            return false;
        }
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}

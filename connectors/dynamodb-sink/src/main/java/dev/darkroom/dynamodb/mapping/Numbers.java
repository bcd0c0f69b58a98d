package dev.darkroom.dynamodb.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Numbers in the one form this sink sends: no trailing zeros, so that equal numbers are equal keys, as they are to
 * DynamoDB. Source of the limits: DynamoDB Developer Guide, "Supported data types and naming rules", Number.
 */
final class Numbers {
    static final int MOST_DIGITS = 38;
    private static final int SMALLEST_EXPONENT = -130;
    private static final int LARGEST_EXPONENT = 125;

    private Numbers() {}

    /** @throws BadRecordException when DynamoDB has no such number */
    static String text(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return number.toString();
        }
        BigDecimal decimal = decimal(number).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (decimal.precision() > MOST_DIGITS) {
            throw new BadRecordException(
                    "a number of " + decimal.precision() + " digits; DynamoDB takes " + MOST_DIGITS);
        }
        if (decimal.signum() != 0 && (exponent < SMALLEST_EXPONENT || exponent > LARGEST_EXPONENT)) {
            throw new BadRecordException("a number of magnitude 1E" + exponent + "; DynamoDB takes 1E"
                    + SMALLEST_EXPONENT + " to 1E" + LARGEST_EXPONENT);
        }
        return decimal.toString();
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        // A float's own text is its shortest exact one; widening it to double first would add digits.
        if ((number instanceof Float || number instanceof Double) && Double.isFinite(number.doubleValue())) {
            return new BigDecimal(number.toString());
        }
        throw new BadRecordException("DynamoDB has no number for NaN, infinity or a "
                + number.getClass().getSimpleName());
    }
}

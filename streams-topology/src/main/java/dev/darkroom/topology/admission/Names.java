package dev.darkroom.topology.admission;

import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms that names in an event must have to be safe in an S3 key, a DynamoDB key and a log line. */
public final class Names {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern FUNCTION = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}(@[A-Za-z0-9._-]{1,64})?");
    private static final int LONGEST_ID = 64;
    private static final int SHA256_DIGITS = 64;

    private Names() {}

    /** Whether this can be an image's or a customer's id: 1 to 64 letters, digits, hyphens and underscores. */
    public static boolean isId(@Nullable String text) {
        return text != null && !text.isEmpty() && text.length() <= LONGEST_ID && consistsOf(text, Names::isIdCharacter);
    }

    /** At most {@code length} characters of the text, never half a surrogate pair. */
    public static String clipped(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    static boolean isBucket(String text) {
        return BUCKET.matcher(text).matches();
    }

    static boolean isFunction(String text) {
        return FUNCTION.matcher(text).matches();
    }

    static boolean isSha256(String text) {
        return text.length() == SHA256_DIGITS
                && consistsOf(text, character -> isDigit(character) || (character >= 'a' && character <= 'f'));
    }

    /** By hand where every event is looked at: regular expressions took a twentieth of the topology's time. */
    private static boolean consistsOf(String text, IntPredicate character) {
        for (int i = 0; i < text.length(); i++) {
            if (!character.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIdCharacter(int character) {
        return isDigit(character)
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || character == '-'
                || character == '_';
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}

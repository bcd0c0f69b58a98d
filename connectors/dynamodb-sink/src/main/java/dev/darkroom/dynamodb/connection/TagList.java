package dev.darkroom.dynamodb.connection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Tags as {@code key:value,key:value}. Source of the limits: DynamoDB Developer Guide, "Tagging restrictions". */
final class TagList implements ConfigDef.Validator {
    private static final int MOST_TAGS = 50;
    private static final String LETTERS = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
    private static final Pattern TAG =
            Pattern.compile("(?!aws:)[\\p{L}\\p{Z}\\p{N}_./=+\\-@]{1,128}:" + LETTERS + "{0,256}");

    @Override
    public void ensureValid(String option, @Nullable Object value) {
        if (value instanceof List<?> tags) {
            tags.forEach(tag -> check(option, String.valueOf(tag)));
            if (tags.size() > MOST_TAGS || parse(tags).size() < tags.size()) {
                throw new ConfigException(option, value, "a table has at most " + MOST_TAGS + " tags, each key once");
            }
        }
    }

    /** The tags by key, in the order they are given. */
    static Map<String, String> parse(List<?> tags) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (Object tag : tags) {
            String text = tag.toString();
            int colon = text.indexOf(':');
            byKey.put(text.substring(0, colon), text.substring(colon + 1));
        }
        return byKey;
    }

    private static void check(String option, String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw new ConfigException(
                    option,
                    tag,
                    "expected key:value,key:value, keys of 1 to 128 and values of up to 256 letters, digits, spaces,"
                            + " _ . / = + - @, no key aws");
        }
    }

    /** The legal values, as the README shows them. */
    @Override
    public String toString() {
        return "key:value,key:value";
    }
}

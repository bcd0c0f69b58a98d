package dev.darkroom.localstack.template;

import java.util.regex.Pattern;

/** AWS's limits on property values; a breach is an {@link IllegalArgumentException} that names the property. */
final class Limits {
    /** The Lambda API's pattern for topics, also behind {@code kafka://}. */
    private static final Pattern TOPIC = Pattern.compile("[^.][a-zA-Z0-9\\-_.]{0,248}");

    private Limits() {}

    static void check(String property, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(property + " is " + value + ", AWS allows " + least + " to " + most);
        }
    }

    static void checkTopic(String property, String topic) {
        if (!TOPIC.matcher(topic).matches()) {
            throw new IllegalArgumentException(property + " is not a topic name AWS accepts: " + topic);
        }
    }
}

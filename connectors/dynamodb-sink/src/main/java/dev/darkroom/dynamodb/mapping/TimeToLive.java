package dev.darkroom.dynamodb.mapping;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * When items expire.
 *
 * @param attribute holds the time as a number of seconds since 1970
 * @param source the time from which on an item lives
 * @param seconds how long it lives
 */
record TimeToLive(String attribute, Reference source, long seconds) {
    static final String ATTRIBUTE = "ttl.attribute";
    static final String SOURCE = "ttl.source";
    static final String SECONDS = "ttl.seconds";

    private static final String GROUP = "Time to live";
    private static final String FORMS = "timestamp, value.<path>, header.<name>";

    static void define(ConfigDef definition) {
        definition
                .define(
                        ATTRIBUTE,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Attribute to write the time at which an item expires to, in seconds since 1970, as DynamoDB's"
                                + " time to live wants it; without it none is written.",
                        GROUP,
                        1,
                        Width.MEDIUM,
                        "TTL attribute")
                .define(
                        SOURCE,
                        ConfigDef.Type.STRING,
                        Reference.Coordinate.TIMESTAMP.toString(),
                        new ParsedForm(TimeToLive::parse, FORMS),
                        Importance.MEDIUM,
                        "Where the time is from which ttl.seconds count: the record's timestamp, or a field or header"
                                + " that is a Timestamp, a Date, a whole number of seconds or milliseconds since 1970, or ISO-8601 text with"
                                + " its zone; a record without it gets no TTL attribute.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "TTL source")
                .define(
                        SECONDS,
                        ConfigDef.Type.LONG,
                        0L,
                        ConfigDef.Range.atLeast(0L),
                        Importance.MEDIUM,
                        "Seconds from the time at ttl.source to an item's expiry.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "TTL seconds");
    }

    private static Reference parse(String text) {
        if (text.equals("timestamp") || text.startsWith("value.") || text.startsWith("header.")) {
            return Reference.parse(text);
        }
        throw new IllegalArgumentException("expected one of " + FORMS);
    }

    static Optional<TimeToLive> from(AbstractConfig config) {
        return Optional.ofNullable(config.getString(ATTRIBUTE))
                .map(attribute -> new TimeToLive(attribute, parse(config.getString(SOURCE)), config.getLong(SECONDS)));
    }

    static List<Problem> problems(AbstractConfig config) {
        if (config.getString(ATTRIBUTE) != null) {
            return List.of();
        }
        if (config.getLong(SECONDS) != 0) {
            return List.of(new Problem(SECONDS, "there is no " + ATTRIBUTE + " to write a time to"));
        }
        return config.getString(SOURCE).equals("timestamp")
                ? List.of()
                : List.of(new Problem(SOURCE, "there is no " + ATTRIBUTE + " to write a time to"));
    }
}

package dev.darkroom.dynamodb.mapping;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.jspecify.annotations.Nullable;

/** Connect's Date, Time and Timestamp as ISO-8601 text in UTC, with milliseconds: text that sorts as time does. */
final class Moments {
    private static final DateTimeFormatter DATE = format("uuuu-MM-dd");
    private static final DateTimeFormatter TIME = format("HH:mm:ss.SSS");
    private static final DateTimeFormatter TIMESTAMP = format("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    private Moments() {}

    // Not toInstant(): java.sql.Date and Time, which are Dates too, refuse it.
    @SuppressWarnings("JavaUtilDate")
    static String text(@Nullable Schema schema, Date moment) {
        return formatOf(schema).format(Instant.ofEpochMilli(moment.getTime()));
    }

    private static DateTimeFormatter formatOf(@Nullable Schema schema) {
        String type = schema == null ? null : schema.name();
        if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(type)) {
            return DATE;
        }
        return Time.LOGICAL_NAME.equals(type) ? TIME : TIMESTAMP;
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}

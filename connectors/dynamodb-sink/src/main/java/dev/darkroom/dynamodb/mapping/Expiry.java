package dev.darkroom.dynamodb.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** When a record's item expires. */
record Expiry(TimeToLive settings) {
    /** In milliseconds this is 1973, in seconds the year 5138: a smaller number counts seconds. */
    private static final long LEAST_MILLIS = 100_000_000_000L;

    /**
     * Seconds since 1970, or null where the record has no time to count from.
     *
     * @throws BadRecordException when what it has there is no time
     */
    @Nullable
    AttributeValue of(SinkRecord record) {
        SchemaAndValue from = settings.source().of(record);
        if (from.value() == null) {
            return null;
        }
        try {
            long seconds = Math.floorDiv(millis(from.schema(), from.value()), 1000L);
            return AttributeValue.fromN(Long.toString(Math.addExact(seconds, settings.seconds())));
        } catch (DateTimeException | ArithmeticException e) {
            throw noTime(e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // Connect's logical types are Dates
    private long millis(@Nullable Schema schema, Object value) {
        if (value instanceof Date moment && !isTimeOfDay(schema)) {
            return moment.getTime();
        }
        if (value instanceof Long || value instanceof Integer) {
            long number = ((Number) value).longValue();
            return Math.abs(number) < LEAST_MILLIS ? number * 1000 : number;
        }
        if (value instanceof String text) {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli()
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
        }
        throw noTime(null);
    }

    private static boolean isTimeOfDay(@Nullable Schema schema) {
        return schema != null && Time.LOGICAL_NAME.equals(schema.name());
    }

    private BadRecordException noTime(@Nullable Throwable cause) {
        return new BadRecordException(
                "no time to count " + TimeToLive.SECONDS + " from at " + settings.source()
                        + ": make it a Timestamp, a Date, a whole number of seconds or milliseconds since 1970, or ISO-8601 text with its zone",
                cause instanceof DateTimeException ? null : cause);
    }
}

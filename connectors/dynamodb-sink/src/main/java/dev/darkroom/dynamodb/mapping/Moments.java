package dev.darkroom.dynamodb.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Connect's Date, Time and Timestamp: as ISO-8601 text in UTC with milliseconds, which sorts as time does, or as numbers
 * since 1970 (a Time since midnight). A date without schema is a Timestamp.
 */
record Moments(DatetimeFormat format) {
    private static final int MILLIS_OF_DAY = 24 * 60 * 60 * 1000;
    private static final DateTimeFormatter DATE_OF_ANY_YEAR = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);

    AttributeValue attribute(@Nullable Schema schema, Date moment) {
        String text = text(schema, moment);
        return format == DatetimeFormat.ISO_8601 ? AttributeValue.fromS(text) : AttributeValue.fromN(text);
    }

    // Not toInstant(): java.sql.Date and Time, which are Dates too, refuse it.
    @SuppressWarnings("JavaUtilDate")
    String text(@Nullable Schema schema, Date moment) {
        long millis = moment.getTime();
        return switch (format) {
            case ISO_8601 -> iso(schema == null ? null : schema.name(), millis);
            case EPOCH_MILLIS -> Long.toString(millis);
            case EPOCH_SECONDS -> Long.toString(Math.floorDiv(millis, 1000L));
        };
    }

    private static String iso(@Nullable String type, long millis) {
        int ofDay = Math.floorMod(millis, MILLIS_OF_DAY);
        if (Time.LOGICAL_NAME.equals(type)) {
            byte[] text = new byte["HH:mm:ss.SSS".length()];
            writeTime(text, 0, ofDay);
            return new String(text, ISO_8859_1);
        }
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(millis, (long) MILLIS_OF_DAY));
        boolean isDate = org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(type);
        byte[] text = new byte[(isDate ? "uuuu-MM-dd" : "uuuu-MM-ddTHH:mm:ss.SSSZ").length()];
        if (!isDate) {
            text[10] = 'T';
            writeTime(text, 11, ofDay);
            text[23] = 'Z';
        }
        if (date.getYear() >= 0 && date.getYear() <= 9999) {
            writeDate(text, date);
            return new String(text, ISO_8859_1);
        }
        return DATE_OF_ANY_YEAR.format(date) + new String(text, 10, text.length - 10, ISO_8859_1);
    }

    /** By hand: a DateTimeFormatter takes longer than the rest of a small item. */
    private static void writeDate(byte[] text, LocalDate date) {
        writeTwoDigits(text, 0, date.getYear() / 100);
        writeTwoDigits(text, 2, date.getYear() % 100);
        text[4] = '-';
        writeTwoDigits(text, 5, date.getMonthValue());
        text[7] = '-';
        writeTwoDigits(text, 8, date.getDayOfMonth());
    }

    private static void writeTime(byte[] text, int at, int ofDay) {
        writeTwoDigits(text, at, ofDay / 3_600_000);
        text[at + 2] = ':';
        writeTwoDigits(text, at + 3, ofDay / 60_000 % 60);
        text[at + 5] = ':';
        writeTwoDigits(text, at + 6, ofDay / 1000 % 60);
        text[at + 8] = '.';
        text[at + 9] = (byte) ('0' + ofDay / 100 % 10);
        writeTwoDigits(text, at + 10, ofDay % 100);
    }

    private static void writeTwoDigits(byte[] text, int at, int number) {
        text[at] = (byte) ('0' + number / 10);
        text[at + 1] = (byte) ('0' + number % 10);
    }
}

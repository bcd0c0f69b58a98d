package dev.darkroom.dynamodb.mapping;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Text in which {@code ${reference}} stands for a part of the record: text, a whole number, a boolean or a date.
 * A dollar more, <code>$$</code><code>{</code>, makes it plain text.
 */
record Template(List<Segment> segments) {
    /** Plain text and what follows it, which the last segment may lack. */
    record Segment(String text, @Nullable Reference reference) {}

    Template {
        segments = List.copyOf(segments);
    }

    static boolean isTemplate(String text) {
        return text.contains("${");
    }

    /** @throws IllegalArgumentException naming what is wrong with the text */
    static Template parse(String text) {
        List<Segment> segments = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$${", at)) {
                plain.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                int end = endOfReference(text, at);
                segments.add(new Segment(plain.toString(), Reference.parse(text.substring(at + 2, end))));
                plain.setLength(0);
                at = end + 1;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        segments.add(new Segment(plain.toString(), null));
        return new Template(segments);
    }

    private static int endOfReference(String text, int start) {
        int end = text.indexOf('}', start);
        if (end < 0) {
            throw new IllegalArgumentException("a ${ has no }; write $${ for a plain ${");
        }
        return end;
    }

    Stream<Reference> references() {
        return segments.stream().map(Segment::reference).filter(Objects::nonNull);
    }

    boolean isOfValue() {
        return references().anyMatch(Reference::isOfValue);
    }

    /** @throws BadRecordException when the record lacks a part, or has one that is no text */
    String of(SinkRecord record, Moments moments) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            text.append(segment.text());
            if (segment.reference() != null) {
                append(text, segment.reference(), record, moments);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Reference reference, SinkRecord record, Moments moments) {
        SchemaAndValue found = reference.of(record);
        Object value = found.value();
        if (value instanceof String || value instanceof Boolean || isWhole(value)) {
            text.append(value);
        } else if (value instanceof Date date) {
            text.append(moments.text(found.schema(), date));
        } else {
            throw new BadRecordException(
                    value == null
                            ? "there is no value at " + reference
                            : "a template takes text, whole numbers, booleans and dates; the record has a "
                                    + value.getClass().getSimpleName() + " at " + reference);
        }
    }

    private static boolean isWhole(@Nullable Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger;
    }

    /** The template as it is written in an option. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            text.append(segment.text().replace("${", "$${"));
            if (segment.reference() != null) {
                text.append("${").append(segment.reference()).append('}');
            }
        }
        return text.toString();
    }
}

package dev.darkroom.dynamodb.mapping;

import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A part of a record. Partition, offset and original topic are those the record was consumed from, before any SMT
 * (KIP-793).
 */
sealed interface Reference {
    String FORMS = "key, key.<path>, value.<path>, header.<name>, topic, original.topic, partition, offset, timestamp";

    /** What is there; its value is null where there is nothing. */
    SchemaAndValue of(SinkRecord record);

    /** Whether it needs the record's value, which a tombstone lacks. */
    default boolean isOfValue() {
        return false;
    }

    /**
     * Reads a reference as it is written in an option.
     *
     * @throws IllegalArgumentException when the text is none of the forms
     */
    static Reference parse(String text) {
        if (text.startsWith("header.")) {
            return new OfHeader(text.substring("header.".length()));
        }
        Optional<Coordinate> coordinate = Coordinate.named(text);
        return coordinate.isPresent() ? coordinate.get() : OfField.parse(text);
    }

    /** The key, or a field of key or value, through structs and maps. */
    record OfField(boolean isOfValue, FieldPath path) implements Reference {
        static OfField parse(String text) {
            List<String> names = List.of(text.split("\\.", -1));
            FieldPath path = new FieldPath(names.subList(1, names.size()));
            if (path.names().contains("")) {
                throw new IllegalArgumentException("a field name is empty");
            }
            boolean ofValue = names.get(0).equals("value");
            boolean isWholeKeyOrField = names.get(0).equals("key") || (ofValue && names.size() > 1);
            if (!isWholeKeyOrField) {
                throw new IllegalArgumentException("expected one of " + FORMS);
            }
            return new OfField(ofValue, path);
        }

        @Override
        public SchemaAndValue of(SinkRecord record) {
            return isOfValue
                    ? path.find(record.valueSchema(), record.value())
                    : path.find(record.keySchema(), record.key());
        }

        @Override
        public String toString() {
            String root = isOfValue ? "value" : "key";
            return path.names().isEmpty() ? root : root + "." + path;
        }
    }

    /** The last header of a name. */
    record OfHeader(String name) implements Reference {
        public OfHeader {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("the header has no name");
            }
        }

        @Override
        public SchemaAndValue of(SinkRecord record) {
            Header header = record.headers().lastWithName(name);
            return header == null ? SchemaAndValue.NULL : new SchemaAndValue(header.schema(), header.value());
        }

        @Override
        public String toString() {
            return "header." + name;
        }
    }

    /** What Kafka knows of a record beside its key, value and headers. */
    enum Coordinate implements Reference {
        TOPIC("topic"),
        ORIGINAL_TOPIC("original.topic"),
        PARTITION("partition"),
        OFFSET("offset"),
        TIMESTAMP("timestamp");

        private final String text;

        Coordinate(String text) {
            this.text = text;
        }

        private static Optional<Coordinate> named(String text) {
            return Arrays.stream(values())
                    .filter(each -> each.text.equals(text))
                    .findFirst();
        }

        @Override
        public SchemaAndValue of(SinkRecord record) {
            return switch (this) {
                case TOPIC -> new SchemaAndValue(null, record.topic());
                case ORIGINAL_TOPIC -> new SchemaAndValue(null, record.originalTopic());
                case PARTITION -> new SchemaAndValue(null, record.originalKafkaPartition());
                case OFFSET -> new SchemaAndValue(null, record.originalKafkaOffset());
                case TIMESTAMP -> timestamp(record.timestamp());
            };
        }

        @SuppressWarnings("JavaUtilDate") // Connect's logical types are Dates
        private static SchemaAndValue timestamp(@Nullable Long millis) {
            return millis == null ? SchemaAndValue.NULL : new SchemaAndValue(Timestamp.SCHEMA, new Date(millis));
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

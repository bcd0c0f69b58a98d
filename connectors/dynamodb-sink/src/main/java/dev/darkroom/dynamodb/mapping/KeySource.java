package dev.darkroom.dynamodb.mapping;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Where a key attribute's value comes from: a part of the record, a template over parts, or a text that is always it. */
sealed interface KeySource {
    String FORMS = Reference.FORMS + ", 'text', or a template such as CUSTOMER#${value.customer_id}";

    /** The attribute, or null when the record has nothing there. */
    @Nullable
    AttributeValue of(SinkRecord record, Attributes attributes);

    /** The attribute's type where every record has the same. */
    Optional<ScalarAttributeType> type(DatetimeFormat format);

    boolean isOfValue();

    /**
     * Reads a source as it is written in an option.
     *
     * @throws IllegalArgumentException when the text is none of the forms
     */
    static KeySource parse(String text) {
        if (text.startsWith("'") || text.endsWith("'")) {
            return Literal.parse(text);
        }
        return Template.isTemplate(text) ? new Templated(Template.parse(text)) : new Referenced(Reference.parse(text));
    }

    /** The value's field of a name, whatever characters are in it. */
    static KeySource fieldOfValue(String name) {
        return new Referenced(new Reference.OfField(true, new FieldPath(List.of(name))));
    }

    record Referenced(Reference reference) implements KeySource {
        @Override
        public @Nullable AttributeValue of(SinkRecord record, Attributes attributes) {
            SchemaAndValue found = reference.of(record);
            return attributes.of(found.schema(), found.value());
        }

        @Override
        public Optional<ScalarAttributeType> type(DatetimeFormat format) {
            if (reference instanceof Reference.Coordinate coordinate) {
                return Optional.of(
                        switch (coordinate) {
                            case TOPIC, ORIGINAL_TOPIC -> ScalarAttributeType.S;
                            case PARTITION, OFFSET -> ScalarAttributeType.N;
                            case TIMESTAMP -> format.type();
                        });
            }
            return Optional.empty();
        }

        @Override
        public boolean isOfValue() {
            return reference.isOfValue();
        }

        @Override
        public String toString() {
            return reference.toString();
        }
    }

    record Templated(Template template) implements KeySource {
        @Override
        public AttributeValue of(SinkRecord record, Attributes attributes) {
            return AttributeValue.fromS(template.of(record, attributes.moments()));
        }

        @Override
        public Optional<ScalarAttributeType> type(DatetimeFormat format) {
            return Optional.of(ScalarAttributeType.S);
        }

        @Override
        public boolean isOfValue() {
            return template.isOfValue();
        }

        @Override
        public String toString() {
            return template.toString();
        }
    }

    record Literal(AttributeValue text) implements KeySource {
        static Literal parse(String quoted) {
            if (quoted.length() < 3 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
                throw new IllegalArgumentException("a text that is always the key stands in single quotes: 'PROFILE'");
            }
            return new Literal(AttributeValue.fromS(quoted.substring(1, quoted.length() - 1)));
        }

        @Override
        public AttributeValue of(SinkRecord record, Attributes attributes) {
            return text;
        }

        @Override
        public Optional<ScalarAttributeType> type(DatetimeFormat format) {
            return Optional.of(ScalarAttributeType.S);
        }

        @Override
        public boolean isOfValue() {
            return false;
        }

        @Override
        public String toString() {
            return "'" + text.s() + "'";
        }
    }
}

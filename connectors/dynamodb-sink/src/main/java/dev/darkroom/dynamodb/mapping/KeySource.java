package dev.darkroom.dynamodb.mapping;

import java.util.List;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;

/** Where in a record a key attribute's value is: {@code key}, {@code key.a.b} or {@code value.a.b}. */
record KeySource(Part part, FieldPath path) {
    enum Part {
        KEY,
        VALUE
    }

    /** @throws IllegalArgumentException when the text is none of the forms */
    static KeySource parse(String text) {
        List<String> names = List.of(text.split("\\.", -1));
        FieldPath path = new FieldPath(names.subList(1, names.size()));
        if (path.names().contains("")) {
            throw new IllegalArgumentException("a field name is empty");
        }
        if (names.get(0).equals("key")) {
            return new KeySource(Part.KEY, path);
        }
        if (names.get(0).equals("value") && names.size() > 1) {
            return new KeySource(Part.VALUE, path);
        }
        throw new IllegalArgumentException("expected key, key.<field> or value.<field>");
    }

    SchemaAndValue of(SinkRecord record) {
        try {
            return part == Part.KEY
                    ? path.find(record.keySchema(), record.key())
                    : path.find(record.valueSchema(), record.value());
        } catch (BadRecordException e) {
            throw new BadRecordException("nothing to make a key attribute of at " + this, e);
        }
    }

    @Override
    public String toString() {
        String root = part == Part.KEY ? "key" : "value";
        return path.names().isEmpty() ? root : root + "." + path;
    }
}

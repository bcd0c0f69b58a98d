package dev.darkroom.finishedimages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * An Avro record's fields as JSON, the way the DynamoDB sink writes them as attributes: no field for null, an instant as
 * ISO-8601 in UTC with milliseconds, an enum as its symbol.
 */
final class RecordFields {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RecordFields() {}

    static ObjectNode of(SpecificRecord avroRecord) {
        ObjectNode fields = JSON.objectNode();
        for (Schema.Field field : avroRecord.getSchema().getFields()) {
            Object value = avroRecord.get(field.pos());
            if (value != null) {
                fields.set(field.name(), json(value));
            }
        }
        return fields;
    }

    static String text(Instant instant) {
        return INSTANT.format(instant);
    }

    private static JsonNode json(Object value) {
        return switch (value) {
            case Instant instant -> JSON.textNode(text(instant));
            case Long number -> JSON.numberNode((long) number);
            case Integer number -> JSON.numberNode((int) number);
            case SpecificRecord inner -> of(inner);
            case List<?> list -> {
                ArrayNode array = JSON.arrayNode(list.size());
                list.forEach(element -> array.add(json(element)));
                yield array;
            }
            default -> JSON.textNode(value.toString());
        };
    }
}

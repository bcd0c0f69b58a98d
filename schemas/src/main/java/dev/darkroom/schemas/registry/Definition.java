package dev.darkroom.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * A schema's text as the registry stores it. The generated Java records carry {@code avro.java.string} marks that the
 * {@code .avsc} files do not have; without removing them a schema deployed from its file and the one the code asks for
 * would be two versions.
 */
public final class Definition {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Definition() {}

    /** The definition in Avro's compact JSON, documentation and defaults included, Java's marks not. */
    public static String of(Schema schema) {
        return withoutJavaMarks(schema).toString();
    }

    /** The schema as someone sees it who does not use Java. */
    public static Schema withoutJavaMarks(Schema schema) {
        try {
            JsonNode json = JSON.readTree(schema.toString());
            json.findParents(GenericData.STRING_PROP)
                    .forEach(marked -> ((ObjectNode) marked).remove(GenericData.STRING_PROP));
            return new Schema.Parser().parse(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Avro printed a schema that is no JSON: " + schema.getFullName(), e);
        }
    }
}

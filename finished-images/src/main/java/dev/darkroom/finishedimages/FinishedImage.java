package dev.darkroom.finishedimages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ProcessedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * An image that came to its end, good or bad.
 *
 * @param outcome {@link #PROCESSED} or {@link #FAILED}
 * @param lane the lane it was on; empty when it never was routed
 * @param contentType media type of the raw image; empty when it is not known
 * @param variants what can be fetched of it; none when it failed
 * @param json the metadata as clients get it, the same whether it came from an event or from the table
 */
public record FinishedImage(
        String imageId,
        String customerId,
        String outcome,
        Optional<String> lane,
        Optional<String> contentType,
        List<StoredVariant> variants,
        String json) {
    public static final String PROCESSED = "processed";
    public static final String FAILED = "failed";

    public FinishedImage {
        variants = List.copyOf(variants);
    }

    /** From its event, a ProcessedImage or a FailedImage. */
    public static FinishedImage of(SpecificRecord event) {
        return of(RecordFields.of(event).put("outcome", event instanceof FailedImage ? FAILED : PROCESSED));
    }

    /**
     * From its fields, whatever their order: those of the schema come first and in its order, then any that the schema
     * does not know, then links.
     *
     * @throws IllegalArgumentException when it lacks image_id, customer_id or outcome
     */
    public static FinishedImage of(ObjectNode fields) {
        String outcome = text(fields, "outcome");
        Schema schema = outcome.equals(FAILED) ? FailedImage.getClassSchema() : ProcessedImage.getClassSchema();
        Map<String, JsonNode> rest = new TreeMap<>(
                fields.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("image_id", text(fields, "image_id"));
        document.put("outcome", outcome);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = rest.remove(field.name());
            if (value != null) {
                document.set(field.name(), value);
            }
        }
        rest.remove("outcome");
        document.setAll(rest);

        String self = "/v1/images/" + text(fields, "image_id");
        List<StoredVariant> variants = variants(document.path("variants"));
        ObjectNode links = document.putObject("links").put("self", self);
        ObjectNode variantLinks = links.putObject("variants");
        variants.forEach(variant -> variantLinks.put(variant.name(), self + "/variants/" + variant.name()));
        return new FinishedImage(
                text(fields, "image_id"),
                text(fields, "customer_id"),
                outcome,
                Optional.ofNullable(fields.path("lane").textValue()),
                Optional.ofNullable(fields.path("content_type").textValue()),
                variants,
                document.toString());
    }

    /** The variant of this name. */
    public Optional<StoredVariant> variant(String name) {
        return variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
    }

    private static List<StoredVariant> variants(JsonNode nodes) {
        List<StoredVariant> variants = new ArrayList<>();
        for (JsonNode node : nodes) {
            variants.add(new StoredVariant(
                    text(node, "name"),
                    text(node, "bucket"),
                    text(node, "key"),
                    text(node, "content_type"),
                    node.path("size_bytes").asLong(),
                    node.path("width").asInt(),
                    text(node, "sha256")));
        }
        return variants;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("A finished image lacks " + field);
        }
        return value.textValue();
    }
}

package dev.darkroom.operations;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The variants to make of one image; never empty, each with a name of its own.
 *
 * @param variants in the order they were asked for
 */
public record Recipe(List<Variant> variants) {
    /** Characters; watermarks are what takes room. */
    public static final int LONGEST_TEXT = 256 * 1024;

    public static final int MOST_VARIANTS = 20;

    /** {@code web} of at most 1600 px and {@code thumbnail} of at most 256 px on the longer side, never enlarged. */
    public static final Recipe DEFAULT = new Recipe(List.of(atMost("web", 1600), atMost("thumbnail", 256)));

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(10)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public Recipe {
        variants = List.copyOf(variants);
    }

    private static Variant atMost(String name, int side) {
        return new Variant(
                name,
                List.of(new Operation.Resize(new Size(side, side), Operation.Resize.Fit.FIT, Position.CENTER, false)),
                Format.DEFAULT,
                Metadata.NONE);
    }

    /**
     * Reads the JSON list that image-processor's README describes.
     *
     * @throws InvalidOperationsException when it is anything else; the message names the variant and the operation
     */
    public static Recipe parse(String json) throws InvalidOperationsException {
        if (json.length() > LONGEST_TEXT) {
            throw new InvalidOperationsException(
                    "The operations have " + json.length() + " characters; at most " + LONGEST_TEXT + " are taken");
        }
        JsonNode list = tree(json);
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_VARIANTS) {
            throw new InvalidOperationsException("The operations must be a JSON list of 1 to " + MOST_VARIANTS
                    + " variants, but are " + (list.isArray() ? list.size() + " of them" : Fields.shown(list)));
        }
        List<Variant> variants = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode item : list) {
            Variant variant = variant("variant " + (variants.size() + 1), item);
            if (!names.add(variant.name())) {
                throw new InvalidOperationsException("Two variants are named '" + variant.name() + "'");
            }
            variants.add(variant);
        }
        return new Recipe(variants);
    }

    private static JsonNode tree(String json) throws InvalidOperationsException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidOperationsException(
                    "The operations are not JSON: " + Fields.clipped(e.getOriginalMessage()) + " (line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ")");
        }
    }

    private static Variant variant(String where, JsonNode item) throws InvalidOperationsException {
        Fields fields = new Fields(where, item);
        String name = fields.text("name");
        if (!NAME.matcher(name).matches()) {
            throw fields.bad("name must be 1 to 64 lower-case letters, digits and hyphens, but is '"
                    + Fields.clipped(name) + "'");
        }
        String named = "variant '" + name + "'";
        fields.standsAt(named);
        Variant variant = new Variant(
                name,
                OperationReader.operations(named, fields.get("operations")),
                fields.has("format")
                        ? OperationReader.format(named + ", format", fields.get("format"))
                        : Format.DEFAULT,
                fields.choice("metadata", Metadata.NONE));
        fields.end();
        return variant;
    }
}

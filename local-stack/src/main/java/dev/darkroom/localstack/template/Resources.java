package dev.darkroom.localstack.template;

import static dev.darkroom.localstack.template.PseudoParameters.ACCOUNT_ID;
import static dev.darkroom.localstack.template.PseudoParameters.PARTITION;
import static dev.darkroom.localstack.template.PseudoParameters.REGION;
import static dev.darkroom.localstack.template.PseudoParameters.STACK_NAME;

import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.Node;

/** What references to the template's buckets, tables, functions and nested stacks stand for. */
final class Resources {
    static final String BUCKET = "AWS::S3::Bucket";
    static final String TABLE = "AWS::DynamoDB::Table";
    static final String FUNCTION = "AWS::Serverless::Function";
    static final String STACK = "AWS::CloudFormation::Stack";

    private static final String OUTPUTS = "Outputs.";

    private final Place place;
    private final Map<String, Node> declared;
    private final Supplier<Intrinsics> intrinsics;
    private final BiFunction<String, Node, OpenTemplate> nested;

    /** @param nested opens the template of a nested stack */
    Resources(
            Place place,
            Map<String, Node> declared,
            Supplier<Intrinsics> intrinsics,
            BiFunction<String, Node, OpenTemplate> nested) {
        this.place = place;
        this.declared = declared;
        this.intrinsics = intrinsics;
        this.nested = nested;
    }

    /** The physical name, which is what Ref answers for all three types. */
    String reference(String logicalId, Node reference) {
        Map<String, Node> properties = properties(logicalId, reference);
        return switch (type(logicalId, reference)) {
            case BUCKET -> name(properties, "BucketName", STACK_NAME + "-" + logicalId.toLowerCase(Locale.ROOT));
            case TABLE -> name(properties, "TableName", STACK_NAME + "-" + logicalId);
            case FUNCTION -> name(properties, "FunctionName", STACK_NAME + "-" + logicalId);
            default ->
                throw place.error(
                        reference,
                        logicalId + " is a " + type(logicalId, reference) + ", which the local stack does not have");
        };
    }

    String attribute(String logicalId, String attribute, Node reference) {
        if (attribute.startsWith(OUTPUTS) && type(logicalId, reference).equals(STACK)) {
            return nested.apply(logicalId, reference).output(attribute.substring(OUTPUTS.length()), place, reference);
        }
        if (!attribute.equals("Arn")) {
            throw place.error(reference, logicalId + "." + attribute + " is not known to the local stack, only Arn is");
        }
        String name = reference(logicalId, reference);
        String here = REGION + ":" + ACCOUNT_ID;
        return "arn:" + PARTITION
                + switch (type(logicalId, reference)) {
                    case BUCKET -> ":s3:::" + name;
                    case TABLE -> ":dynamodb:" + here + ":table/" + name;
                    default -> ":lambda:" + here + ":function:" + name;
                };
    }

    private String name(Map<String, Node> properties, String property, String otherwise) {
        Node given = properties.get(property);
        return given == null ? otherwise : intrinsics.get().text(given);
    }

    private String type(String logicalId, Node reference) {
        return Nodes.text(place, required(resource(logicalId, reference), "Type", reference));
    }

    private Map<String, Node> properties(String logicalId, Node reference) {
        Node properties = resource(logicalId, reference).get("Properties");
        return properties == null ? Map.of() : Nodes.entries(place, properties);
    }

    private Map<String, Node> resource(String logicalId, Node reference) {
        Node resource = declared.get(logicalId);
        if (resource == null) {
            throw place.error(reference, "there is neither a parameter nor a resource " + logicalId);
        }
        return Nodes.entries(place, resource);
    }

    private Node required(Map<String, Node> entries, String key, Node at) {
        Node node = entries.get(key);
        if (node == null) {
            throw place.error(at, key + " is missing");
        }
        return node;
    }
}

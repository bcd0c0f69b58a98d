package dev.darkroom.localstack.glue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A schema's registry and name, from the names or the ARN of a request's SchemaId. */
record SchemaKey(String registry, String name) {
    static final String DEFAULT_REGISTRY = "default-registry";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-_$#.]{1,255}");
    private static final Pattern ARN =
            Pattern.compile("arn:[^:]+:glue:[^:]*:[^:]*:(registry|schema)/([^/]+)(?:/(.+))?");

    static SchemaKey of(JsonNode schemaId) {
        if (schemaId.hasNonNull("SchemaArn")) {
            Matcher arn = match(schemaId.get("SchemaArn").asText(), "schema");
            return new SchemaKey(arn.group(2), arn.group(3));
        }
        return new SchemaKey(
                schemaId.path("RegistryName").asText(DEFAULT_REGISTRY),
                validName(schemaId.path("SchemaName").asText("")));
    }

    static String registryOf(JsonNode registryId) {
        return registryId.hasNonNull("RegistryArn")
                ? match(registryId.get("RegistryArn").asText(), "registry").group(2)
                : registryId.path("RegistryName").asText(DEFAULT_REGISTRY);
    }

    static boolean isSchemaArn(String arn) {
        Matcher matcher = ARN.matcher(arn);
        return matcher.matches() && matcher.group(1).equals("schema");
    }

    static String validName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw GlueException.invalid("The name '" + name + "' does not match " + NAME);
        }
        return name;
    }

    private static Matcher match(String arn, String kind) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()
                || !matcher.group(1).equals(kind)
                || kind.equals("schema") == (matcher.group(3) == null)) {
            throw GlueException.invalid(arn + " is not the ARN of a " + kind);
        }
        return matcher;
    }
}

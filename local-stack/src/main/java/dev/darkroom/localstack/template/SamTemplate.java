package dev.darkroom.localstack.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The buckets, tables and functions of a SAM template, as they are on this machine: stack {@code darkroom}, account
 * {@code 000000000000}, region {@code us-east-1}. Resources of other types are left alone.
 *
 * @param region the region the template's names were resolved for
 */
public record SamTemplate(String region, List<Bucket> buckets, List<Table> tables, List<Function> functions) {
    public SamTemplate {
        buckets = List.copyOf(buckets);
        tables = List.copyOf(tables);
        functions = List.copyOf(functions);
    }

    /**
     * Reads a template.
     *
     * @param parameters values for the template's parameters; those with a default may be absent
     * @throws TemplateException when the template cannot be read or asks for what the local stack does not know
     */
    public static SamTemplate load(Path file, Map<String, String> parameters) {
        Place place = new Place(file.toString());
        Map<String, Node> document = Nodes.entries(place, compose(file));
        Map<String, Node> declared = section(place, document, "Resources");
        Intrinsics intrinsics = intrinsics(place, document, declared, parameters);
        TemplateReader reader = new TemplateReader(place, intrinsics, globals(place, document));
        return new SamTemplate(
                PseudoParameters.REGION,
                ofType(place, declared, Resources.BUCKET).map(reader::bucket).toList(),
                ofType(place, declared, Resources.TABLE).map(reader::table).toList(),
                ofType(place, declared, Resources.FUNCTION)
                        .map(reader::function)
                        .toList());
    }

    private static Node compose(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(1_000);
        try (Reader reader = Files.newBufferedReader(file)) {
            return Optional.ofNullable(new Yaml(options).compose(reader))
                    .orElseThrow(() -> new TemplateException(file + " is empty"));
        } catch (IOException | YAMLException e) {
            throw new TemplateException("Cannot read the template " + file + ": " + e.getMessage(), e);
        }
    }

    private static Intrinsics intrinsics(
            Place place, Map<String, Node> document, Map<String, Node> declared, Map<String, String> given) {
        Parameters parameters = new Parameters(place, section(place, document, "Parameters"), given);
        Map<String, Node> conditions = section(place, document, "Conditions");
        // Names of resources are resolved by the very object that asks for them.
        return new Object() {
            final Resources resources = new Resources(place, declared, () -> this.intrinsics);
            final Intrinsics intrinsics = new Intrinsics(place, parameters, resources, conditions);
        }.intrinsics;
    }

    private static Map<String, Node> section(Place place, Map<String, Node> document, String name) {
        Node node = document.get(name);
        return node == null ? Map.of() : Nodes.entries(place, node);
    }

    private static Optional<MappingNode> globals(Place place, Map<String, Node> document) {
        return Optional.ofNullable(section(place, document, "Globals").get("Function"))
                .map(MappingNode.class::cast);
    }

    private static Stream<Map.Entry<String, Node>> ofType(Place place, Map<String, Node> declared, String type) {
        return declared.entrySet().stream().filter(resource -> {
            Node declaredType = Nodes.entries(place, resource.getValue()).get("Type");
            return declaredType != null && Nodes.text(place, declaredType).equals(type);
        });
    }
}

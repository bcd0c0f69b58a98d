package dev.darkroom.localstack.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** A template's file with the parameters it is deployed with, and the templates nested in it. */
final class OpenTemplate {
    private static final Set<String> SERVED = Set.of(Resources.BUCKET, Resources.TABLE, Resources.FUNCTION);

    private final Path file;
    private final Place place;
    private final Map<String, Node> document;
    private final Map<String, Node> declared;
    private final Intrinsics intrinsics;
    private final Map<String, OpenTemplate> nested = new LinkedHashMap<>();

    private OpenTemplate(Path file, Map<String, Node> document, Map<String, String> given) {
        this.file = file;
        this.place = new Place(file.toString());
        this.document = document;
        this.declared = section("Resources");
        this.intrinsics = new Intrinsics(
                place,
                new Parameters(place, section("Parameters"), given),
                new Resources(place, declared, this::intrinsics, this::nested),
                section("Conditions"));
    }

    /** @throws TemplateException when the file is no template, or has no such parameter */
    static OpenTemplate of(Path file, Map<String, String> given) {
        Place place = new Place(file.toString());
        return new OpenTemplate(file, Nodes.entries(place, compose(file)), given);
    }

    TemplateReader reader() {
        return new TemplateReader(
                place,
                intrinsics,
                Optional.ofNullable(section("Globals").get("Function")).map(MappingNode.class::cast));
    }

    Stream<Map.Entry<String, Node>> ofType(String type) {
        return declared.entrySet().stream()
                .filter(resource ->
                        type(resource.getValue()).filter(type::equals).isPresent());
    }

    /** The nested templates that have something the local stack has. */
    Stream<OpenTemplate> nested() {
        return ofType(Resources.STACK)
                .filter(resource -> isServed(nestedFile(resource.getKey(), resource.getValue())))
                .map(resource -> nested(resource.getKey(), resource.getValue()));
    }

    /** Whether it is worth reading; most nested templates are long and have nothing for this machine. */
    private static boolean isServed(Path file) {
        try {
            String text = Files.readString(file);
            return SERVED.stream().anyMatch(text::contains);
        } catch (IOException e) {
            throw new TemplateException("Cannot read the template " + file + ": " + e.getMessage(), e);
        }
    }

    private OpenTemplate nested(String logicalId, Node reference) {
        OpenTemplate known = nested.get(logicalId);
        if (known == null) {
            known = of(nestedFile(logicalId, reference), nestedParameters(logicalId));
            nested.put(logicalId, known);
        }
        return known;
    }

    private Path nestedFile(String logicalId, Node reference) {
        Node url = properties(logicalId).get("TemplateURL");
        if (url == null) {
            throw place.error(reference, logicalId + " has no TemplateURL");
        }
        return file.resolveSibling(intrinsics.text(url));
    }

    private Map<String, String> nestedParameters(String logicalId) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Node given = properties(logicalId).get("Parameters");
        if (given != null) {
            Nodes.entries(place, given).forEach((name, value) -> parameters.put(name, intrinsics.text(value)));
        }
        return parameters;
    }

    private Map<String, Node> properties(String logicalId) {
        Node resource = declared.get(logicalId);
        Node properties =
                resource == null ? null : Nodes.entries(place, resource).get("Properties");
        return properties == null ? Map.of() : Nodes.entries(place, properties);
    }

    /** What an output of this template is. */
    String output(String name, Place asking, Node reference) {
        Node output = section("Outputs").get(name);
        Node value = output == null ? null : Nodes.entries(place, output).get("Value");
        if (value == null) {
            throw asking.error(reference, file + " has no output " + name);
        }
        return intrinsics.text(value);
    }

    private Intrinsics intrinsics() {
        return intrinsics;
    }

    private Optional<String> type(Node resource) {
        return Optional.ofNullable(Nodes.entries(place, resource).get("Type")).map(type -> Nodes.text(place, type));
    }

    private Map<String, Node> section(String name) {
        Node node = document.get(name);
        return node == null ? Map.of() : Nodes.entries(place, node);
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
}

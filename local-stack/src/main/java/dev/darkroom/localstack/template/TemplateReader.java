package dev.darkroom.localstack.template;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Turns the resources of a template into records. */
final class TemplateReader {
    /** SAM's defaults. */
    private static final int MEMORY_MEGABYTES = 128;

    private static final int TIMEOUT_SECONDS = 3;

    private final Place place;
    private final Intrinsics intrinsics;
    private final Optional<MappingNode> globals;

    TemplateReader(Place place, Intrinsics intrinsics, Optional<MappingNode> globals) {
        this.place = place;
        this.intrinsics = intrinsics;
        this.globals = globals;
    }

    Bucket bucket(Map.Entry<String, Node> resource) {
        return new Bucket(resource.getKey(), name(resource));
    }

    Table table(Map.Entry<String, Node> resource) {
        Section properties = properties(resource);
        return new Table(
                resource.getKey(),
                name(resource),
                properties.sections("AttributeDefinitions").stream()
                        .map(attribute ->
                                new Table.Attribute(attribute.text("AttributeName"), attribute.text("AttributeType")))
                        .toList(),
                keys(properties),
                properties.sections("GlobalSecondaryIndexes").stream()
                        .map(TemplateReader::index)
                        .toList(),
                timeToLiveAttribute(properties));
    }

    Function function(Map.Entry<String, Node> resource) {
        Section properties = properties(resource);
        try {
            return new Function(
                    resource.getKey(),
                    name(resource),
                    properties.text("CodeUri"),
                    properties.text("Handler"),
                    properties.text("Runtime"),
                    properties.number("MemorySize", MEMORY_MEGABYTES),
                    Duration.ofSeconds(properties.number("Timeout", TIMEOUT_SECONDS)),
                    environment(properties),
                    KafkaEvents.of(properties));
        } catch (IllegalArgumentException e) {
            throw place.error(resource.getValue(), resource.getKey() + ": " + e.getMessage(), e);
        }
    }

    private Section properties(Map.Entry<String, Node> resource) {
        Node properties = Nodes.entries(place, resource.getValue()).get("Properties");
        if (!(properties instanceof MappingNode mapping)) {
            throw place.error(resource.getValue(), resource.getKey() + " has no Properties");
        }
        String type = Section.of(place, intrinsics, resource.getValue()).text("Type");
        MappingNode merged = type.equals(Resources.FUNCTION)
                ? globals.map(shared -> Globals.merge(place, shared, mapping)).orElse(mapping)
                : mapping;
        return Section.of(place, intrinsics, merged);
    }

    private String name(Map.Entry<String, Node> resource) {
        return String.valueOf(intrinsics.reference(resource.getKey(), resource.getValue()));
    }

    private Map<String, String> environment(Section properties) {
        Map<String, String> environment = new LinkedHashMap<>();
        Stream.of(properties)
                .flatMap(section -> section.findSection("Environment").stream())
                .flatMap(section -> section.findSection("Variables").stream())
                .forEach(variables -> variables
                        .properties()
                        .forEach((name, node) ->
                                variables.findText(name).ifPresent(value -> environment.put(name, value))));
        return environment;
    }

    private static Table.Index index(Section index) {
        Section projection = Section.of(index.place(), index.intrinsics(), index.get("Projection"));
        return new Table.Index(
                index.text("IndexName"),
                keys(index),
                projection.findText("ProjectionType").orElse("ALL"),
                projection.texts("NonKeyAttributes"));
    }

    private static List<Table.Key> keys(Section owner) {
        return owner.sections("KeySchema").stream()
                .map(key -> new Table.Key(key.text("AttributeName"), key.text("KeyType")))
                .toList();
    }

    private static @Nullable String timeToLiveAttribute(Section table) {
        return table.findSection("TimeToLiveSpecification")
                .filter(specification -> specification.flag("Enabled", false))
                .map(specification -> specification.text("AttributeName"))
                .orElse(null);
    }
}

package dev.darkroom.localstack.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** The properties under one node, read by name and type; what is missing or of the wrong type names its line. */
record Section(Place place, Intrinsics intrinsics, Node node, Map<String, Node> properties) {
    static Section of(Place place, Intrinsics intrinsics, Node node) {
        return new Section(place, intrinsics, node, Nodes.entries(place, node));
    }

    Optional<Node> find(String name) {
        return Optional.ofNullable(properties.get(name)).filter(found -> intrinsics.resolve(found) != null);
    }

    Node get(String name) {
        return find(name).orElseThrow(() -> place.error(node, name + " is missing"));
    }

    String text(String name) {
        return intrinsics.text(get(name));
    }

    Optional<String> findText(String name) {
        return find(name).map(intrinsics::text);
    }

    int number(String name, int otherwise) {
        return find(name).map(this::number).orElse(otherwise);
    }

    Optional<Integer> findNumber(String name) {
        return find(name).map(this::number);
    }

    boolean flag(String name, boolean otherwise) {
        return findText(name).map(Boolean::parseBoolean).orElse(otherwise);
    }

    Optional<Section> findSection(String name) {
        return find(name).map(found -> of(place, intrinsics, found));
    }

    List<Section> sections(String name) {
        return find(name)
                .map(found -> Nodes.items(place, found).stream()
                        .map(item -> of(place, intrinsics, item))
                        .toList())
                .orElse(List.of());
    }

    List<String> texts(String name) {
        return find(name).map(intrinsics::resolve).stream()
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
                .map(String::valueOf)
                .toList();
    }

    TemplateException error(String message) {
        return place.error(node, message);
    }

    private int number(Node found) {
        String text = intrinsics.text(found);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw place.error(found, "expected a whole number, not " + text, e);
        }
    }
}

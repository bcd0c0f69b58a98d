package dev.darkroom.localstack.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** YAML nodes as the shapes a template expects; a wrong shape is an error that names its line. */
final class Nodes {
    private Nodes() {}

    static Map<String, Node> entries(Place place, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw place.error(node, "expected a mapping");
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        mapping.getValue().forEach(tuple -> entries.put(text(place, tuple.getKeyNode()), tuple.getValueNode()));
        return entries;
    }

    static List<Node> items(Place place, Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw place.error(node, "expected a list");
        }
        return sequence.getValue();
    }

    static String text(Place place, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw place.error(node, "expected a single value");
        }
        return scalar.getValue();
    }
}

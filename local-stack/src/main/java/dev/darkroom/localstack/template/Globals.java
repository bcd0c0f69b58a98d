package dev.darkroom.localstack.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Merges the Globals section into a resource as SAM does: single values of the resource win, maps are merged, lists
 * are joined with the global entries first (SAM guide, sam-specification-template-anatomy-globals).
 */
final class Globals {
    private Globals() {}

    static MappingNode merge(Place place, MappingNode shared, MappingNode own) {
        Map<String, NodeTuple> merged = new LinkedHashMap<>();
        shared.getValue().forEach(tuple -> merged.put(Nodes.text(place, tuple.getKeyNode()), tuple));
        own.getValue()
                .forEach(tuple -> merged.merge(
                        Nodes.text(place, tuple.getKeyNode()),
                        tuple,
                        (global, local) -> new NodeTuple(
                                local.getKeyNode(), merge(place, global.getValueNode(), local.getValueNode()))));
        return new MappingNode(
                own.getTag(),
                true,
                List.copyOf(merged.values()),
                own.getStartMark(),
                own.getEndMark(),
                own.getFlowStyle());
    }

    private static Node merge(Place place, Node shared, Node own) {
        if (Call.of(place, shared).isPresent() || Call.of(place, own).isPresent()) {
            return own;
        }
        if (own instanceof MappingNode ownMap && shared instanceof MappingNode sharedMap) {
            return merge(place, sharedMap, ownMap);
        }
        if (own instanceof SequenceNode ownList && shared instanceof SequenceNode sharedList) {
            return new SequenceNode(
                    Tag.SEQ,
                    true,
                    Stream.concat(sharedList.getValue().stream(), ownList.getValue().stream())
                            .toList(),
                    own.getStartMark(),
                    own.getEndMark(),
                    ownList.getFlowStyle());
        }
        return own;
    }
}

package dev.darkroom.localstack.template;

import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** A use of a CloudFormation function, from its short tag ({@code !Ref}) or its long form ({@code Fn::Sub:}). */
record Call(String function, Node argument) {
    static Optional<Call> of(Place place, Node node) {
        String tag = node.getTag().getValue();
        if (tag.startsWith("!")) {
            String name = tag.substring(1);
            return Optional.of(new Call(isPlain(name) ? name : "Fn::" + name, node));
        }
        if (node instanceof MappingNode mapping && mapping.getValue().size() == 1) {
            Map.Entry<String, Node> only =
                    Nodes.entries(place, mapping).entrySet().iterator().next();
            if (isPlain(only.getKey()) || only.getKey().startsWith("Fn::")) {
                return Optional.of(new Call(only.getKey(), only.getValue()));
            }
        }
        return Optional.empty();
    }

    private static boolean isPlain(String name) {
        return name.equals("Ref") || name.equals("Condition");
    }
}

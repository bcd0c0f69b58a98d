package dev.darkroom.localstack.template;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/** The template's Conditions section. */
final class Conditions {
    private final Place place;
    private final Map<String, Node> declared;
    private final Intrinsics intrinsics;

    Conditions(Place place, Map<String, Node> declared, Intrinsics intrinsics) {
        this.place = place;
        this.declared = declared;
        this.intrinsics = intrinsics;
    }

    boolean holds(String name, Node reference) {
        Node condition = declared.get(name);
        if (condition == null) {
            throw place.error(reference, "there is no condition " + name);
        }
        return holds(condition);
    }

    private boolean holds(Node node) {
        Call call = Call.of(place, node).orElseThrow(() -> place.error(node, "expected a condition function"));
        if (call.function().equals("Condition")) {
            return holds(Nodes.text(place, call.argument()), node);
        }
        List<Node> arguments = Nodes.items(place, call.argument());
        return switch (call.function()) {
            case "Fn::Equals" -> intrinsics.text(arguments.getFirst()).equals(intrinsics.text(arguments.get(1)));
            case "Fn::And" -> arguments.stream().allMatch(this::holds);
            case "Fn::Or" -> arguments.stream().anyMatch(this::holds);
            case "Fn::Not" -> !holds(arguments.getFirst());
            default -> throw place.error(node, call.function() + " is not a condition function");
        };
    }
}

package dev.darkroom.localstack.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Resolves a node of the template to plain text, lists and maps, working out CloudFormation's functions on the way:
 * Ref, Sub, GetAtt, Join, Select, Split and If, each as short tag or long form. A node is resolved when it is asked
 * for, so what the local stack does not use may refer to what it does not know.
 */
final class Intrinsics {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final Place place;
    private final Parameters parameters;
    private final Resources resources;
    private final Conditions conditions;

    Intrinsics(Place place, Parameters parameters, Resources resources, Map<String, Node> conditions) {
        this.place = place;
        this.parameters = parameters;
        this.resources = resources;
        this.conditions = new Conditions(place, conditions, this);
    }

    /** The node's value; null stands for AWS::NoValue. */
    @Nullable
    Object resolve(Node node) {
        Optional<Call> call = Call.of(place, node);
        return call.isPresent() ? apply(call.get()) : plain(node);
    }

    String text(Node node) {
        if (resolve(node) instanceof String text) {
            return text;
        }
        throw place.error(node, "expected text");
    }

    private @Nullable Object plain(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode sequence ->
                sequence.getValue().stream().map(this::present).toList();
            case MappingNode mapping -> map(mapping);
            default -> throw place.error(node, "cannot be read as a value");
        };
    }

    private Object present(Node node) {
        Object value = resolve(node);
        if (value == null) {
            throw place.error(node, "AWS::NoValue in a list is not supported here");
        }
        return value;
    }

    private Map<String, Object> map(MappingNode mapping) {
        Map<String, Object> values = new LinkedHashMap<>();
        Nodes.entries(place, mapping).forEach((key, node) -> {
            Object value = resolve(node);
            if (value != null) {
                values.put(key, value);
            }
        });
        return values;
    }

    private @Nullable Object apply(Call call) {
        Node argument = call.argument();
        return switch (call.function()) {
            case "Ref" -> reference(Nodes.text(place, argument), argument);
            case "Fn::Sub" -> substitute(argument);
            case "Fn::GetAtt" -> attribute(argument);
            case "Fn::Join" ->
                String.join(
                        text(Nodes.items(place, argument).getFirst()),
                        texts(Nodes.items(place, argument).get(1)));
            case "Fn::Split" ->
                List.of(text(Nodes.items(place, argument).get(1))
                        .split(Pattern.quote(text(Nodes.items(place, argument).getFirst())), -1));
            case "Fn::Select" ->
                texts(Nodes.items(place, argument).get(1))
                        .get(Integer.parseInt(text(Nodes.items(place, argument).getFirst())));
            case "Fn::If" -> {
                List<Node> branches = Nodes.items(place, argument);
                yield resolve(
                        conditions.holds(Nodes.text(place, branches.getFirst()), argument)
                                ? branches.get(1)
                                : branches.get(2));
            }
            default -> throw place.error(argument, call.function() + " is not supported by the local stack");
        };
    }

    private List<String> texts(Node node) {
        if (resolve(node) instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        throw place.error(node, "expected a list");
    }

    /** What Ref of this name stands for. */
    @Nullable
    Object reference(String name, Node node) {
        if (name.startsWith("AWS::")) {
            return name.equals("AWS::NoValue") ? null : PseudoParameters.valueOf(place, name, node);
        }
        return parameters.declares(name) ? parameters.valueOf(name, node) : resources.reference(name, node);
    }

    private String substitute(Node argument) {
        if (argument instanceof SequenceNode sequence) {
            Map<String, Node> own = Nodes.entries(place, sequence.getValue().get(1));
            return substitute(sequence.getValue().getFirst(), own);
        }
        return substitute(argument, Map.of());
    }

    private String substitute(Node template, Map<String, Node> own) {
        return VARIABLE.matcher(Nodes.text(place, template))
                .replaceAll(match -> Matcher.quoteReplacement(variable(match, own, template)));
    }

    private String variable(MatchResult match, Map<String, Node> own, Node template) {
        String name = match.group(2).strip();
        if (!match.group(1).isEmpty()) {
            return "${" + name + "}";
        }
        Node node = own.get(name);
        if (node != null) {
            return text(node);
        }
        int dot = name.indexOf('.');
        Object value = dot < 0
                ? reference(name, template)
                : resources.attribute(name.substring(0, dot), name.substring(dot + 1), template);
        if (value instanceof String text) {
            return text;
        }
        throw place.error(template, "${" + name + "} is not text");
    }

    private String attribute(Node argument) {
        if (argument instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            return resources.attribute(Nodes.text(place, items.getFirst()), Nodes.text(place, items.get(1)), argument);
        }
        String[] parts = Nodes.text(place, argument).split("\\.", 2);
        if (parts.length != 2) {
            throw place.error(argument, "GetAtt needs a resource and an attribute");
        }
        return resources.attribute(parts[0], parts[1], argument);
    }
}

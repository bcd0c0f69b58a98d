package dev.darkroom.localstack.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/** The template's Parameters section with the values given for this deployment. */
final class Parameters {
    private final Place place;
    private final Map<String, Node> declared;
    private final Map<String, String> given;

    Parameters(Place place, Map<String, Node> declared, Map<String, String> given) {
        this.place = place;
        this.declared = declared;
        this.given = new LinkedHashMap<>(given);
        given.keySet().stream()
                .filter(name -> !declared.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new TemplateException(place.file() + " has no parameter " + name + " to be given");
                });
    }

    boolean declares(String name) {
        return declared.containsKey(name);
    }

    /** A parameter's value: a list for list types, text otherwise. */
    Object valueOf(String name, Node reference) {
        Node declaration = declared.get(name);
        if (declaration == null) {
            throw place.error(reference, "there is no parameter " + name);
        }
        Map<String, Node> attributes = Nodes.entries(place, declaration);
        String value = Optional.ofNullable(given.get(name))
                .or(() -> Optional.ofNullable(attributes.get("Default")).map(node -> Nodes.text(place, node)))
                .orElseThrow(() -> place.error(
                        reference, "parameter " + name + " has no default: give it when the template is loaded"));
        checkAllowed(name, value, attributes);
        String type = Optional.ofNullable(attributes.get("Type"))
                .map(node -> Nodes.text(place, node))
                .orElse("String");
        return type.startsWith("List<") || type.equals("CommaDelimitedList")
                ? Stream.of(value.split(",", -1)).map(String::strip).toList()
                : value;
    }

    private void checkAllowed(String name, String value, Map<String, Node> attributes) {
        Node allowedValues = attributes.get("AllowedValues");
        if (allowedValues != null) {
            List<String> allowed = Nodes.items(place, allowedValues).stream()
                    .map(node -> Nodes.text(place, node))
                    .toList();
            require(allowed.contains(value), allowedValues, name, value, "one of " + allowed);
        }
        Node pattern = attributes.get("AllowedPattern");
        if (pattern != null) {
            String expression = Nodes.text(place, pattern);
            require(value.matches(expression), pattern, name, value, "text that matches " + expression);
        }
        Node least = attributes.get("MinValue");
        if (least != null) {
            double limit = number(least);
            require(numberOf(value, least, name) >= limit, least, name, value, "at least " + Nodes.text(place, least));
        }
        Node most = attributes.get("MaxValue");
        if (most != null) {
            double limit = number(most);
            require(numberOf(value, most, name) <= limit, most, name, value, "at most " + Nodes.text(place, most));
        }
    }

    private double number(Node node) {
        return numberOf(Nodes.text(place, node), node, "limit");
    }

    private double numberOf(String value, Node node, String name) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw place.error(node, "parameter " + name + " must be a number, not " + value, e);
        }
    }

    private void require(boolean holds, Node node, String name, String value, String expected) {
        if (!holds) {
            throw place.error(node, "parameter " + name + " is " + value + ", but must be " + expected);
        }
    }
}

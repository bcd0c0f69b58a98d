package dev.darkroom.dynamodb.mapping;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Top-level fields and the attributes they become. */
record Renames(List<Rename> all, Map<String, String> attributesByField) {
    record Rename(String field, String attribute) {}

    Renames(List<Rename> all) {
        this(List.copyOf(all), byField(all));
    }

    static Renames parse(List<String> texts) {
        return new Renames(texts.stream().map(Renames::parseOne).toList());
    }

    /** @throws IllegalArgumentException when it is not of the form {@code field:attribute} */
    static Rename parseOne(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new IllegalArgumentException("expected <field>:<attribute>");
        }
        return new Rename(
                text.substring(0, colon).strip(), text.substring(colon + 1).strip());
    }

    private static Map<String, String> byField(List<Rename> all) {
        Map<String, String> attributes = new HashMap<>();
        all.forEach(each -> attributes.put(each.field(), each.attribute()));
        return Map.copyOf(attributes);
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        Set<String> fields = new HashSet<>();
        Set<String> attributes = new HashSet<>();
        for (Rename each : all) {
            if (!fields.add(each.field())) {
                problems.add(new Problem(FieldSettings.RENAME, "it renames " + each.field() + " twice"));
            }
            if (!attributes.add(each.attribute())) {
                problems.add(new Problem(FieldSettings.RENAME, "two fields become the attribute " + each.attribute()));
            }
        }
        return problems;
    }
}

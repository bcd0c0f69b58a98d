package dev.darkroom.analytics.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Glue's (Hive's) types in DuckDB's words. Source: AWS Athena, "Data types in Amazon Athena". */
final class GlueTypes {
    private GlueTypes() {}

    static String duckDb(String glue) {
        String type = glue.strip();
        if (type.startsWith("array<")) {
            return duckDb(inside(type)) + "[]";
        }
        if (type.startsWith("struct<")) {
            return fields(inside(type)).stream()
                    .map(field -> field.split(":", 2))
                    .map(field -> TableReference.quote(field[0].strip()) + " " + duckDb(field[1]))
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }
        return switch (type) {
            case "string" -> "VARCHAR";
            case "int" -> "INTEGER";
            case "binary" -> "BLOB";
            case "bigint", "smallint", "tinyint", "double", "float", "boolean", "date", "timestamp" -> type;
            default -> {
                if (type.matches("decimal\\(\\d+, *\\d+\\)")) {
                    yield type;
                }
                throw new IllegalArgumentException("The type " + type + " of a table definition is not known here");
            }
        };
    }

    private static String inside(String type) {
        return type.substring(type.indexOf('<') + 1, type.lastIndexOf('>'));
    }

    /** Parts at the commas that no bracket holds. */
    private static List<String> fields(String text) {
        List<String> fields = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' || c == '(') {
                depth++;
            } else if (c == '>' || c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                fields.add(text.substring(start, i));
                start = i + 1;
            }
        }
        fields.add(text.substring(start));
        return fields;
    }
}

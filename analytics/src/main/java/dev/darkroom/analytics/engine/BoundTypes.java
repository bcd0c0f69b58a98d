package dev.darkroom.analytics.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.analytics.QueryException;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses what only the types tell: operations that both dialects have and answer differently. It reads DuckDB's plan
 * before optimization, where every expression has its type. Source: Trino 479 documentation, "Decimal functions and
 * operators", "Date and time functions and operators", "Conversion functions", against DuckDB 2.0's answers.
 */
final class BoundTypes {
    private static final Set<String> WHOLE = Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT");
    private static final Set<String> FRACTIONAL = Set.of("DOUBLE", "FLOAT");
    private static final Set<String> ROUNDING = Set.of("round", "floor", "ceil", "ceiling", "trunc");
    private static final Set<String> PRINTED_OTHERWISE =
            Set.of("DOUBLE", "FLOAT", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "LIST", "STRUCT");

    private BoundTypes() {}

    /**
     * Looks through a plan.
     *
     * @throws QueryException naming the operation and what to write instead
     */
    static void check(JsonNode node) {
        if (node.isObject() && node.has("return_type")) {
            expression(node);
            if (isDateAgain(node)) {
                node.path("children").path(0).forEach(BoundTypes::check);
                return;
            }
        }
        node.forEach(BoundTypes::check);
    }

    /** A date moved and made a date again, as date_add does: only the operation's type differs, and that is put right. */
    private static boolean isDateAgain(JsonNode expression) {
        return name(expression).equals("__cast")
                && type(expression).equals("DATE")
                && name(expression.path("children").path(0)).equals("+");
    }

    private static void expression(JsonNode expression) {
        switch (name(expression)) {
            case "__cast" -> cast(type(expression), expression.path("children").path(0));
            case "/", "//" ->
                expression.path("children").forEach(operand -> {
                    if (isDecimalMadeDouble(operand)) {
                        throw refused(
                                "division of a decimal",
                                "Athena rounds the quotient to the operands' decimals;"
                                        + " make one a double (1e0 * x, or CAST(x AS double))");
                    }
                });
            case "avg" -> {
                if (isDecimalMadeDouble(expression.path("children").path(0))
                        || type(expression.path("children").path(0)).equals("DECIMAL")) {
                    throw refused("avg of a decimal", "Athena rounds it; use avg(CAST(x AS double))");
                }
            }
            case "+", "-" -> dates(expression.path("children"));
            default -> {}
        }
    }

    private static void cast(String to, JsonNode from) {
        String type = type(from);
        if (to.equals("VARCHAR") && PRINTED_OTHERWISE.contains(type)) {
            throw refused(
                    "CAST of " + type.toLowerCase(Locale.ROOT) + " to varchar",
                    "Athena prints it otherwise; use date_format or to_iso8601 for times, and leave numbers numbers");
        }
        if (WHOLE.contains(to) && FRACTIONAL.contains(type) && !ROUNDING.contains(name(from))) {
            throw refused(
                    "CAST of a double to a whole number", "Athena rounds halves up; use CAST(round(x) AS bigint)");
        }
    }

    private static boolean isDecimalMadeDouble(JsonNode operand) {
        return name(operand).equals("__cast")
                && FRACTIONAL.contains(type(operand))
                && type(operand.path("children").path(0)).equals("DECIMAL");
    }

    private static void dates(JsonNode operands) {
        String left = type(operands.path(0));
        String right = type(operands.path(1));
        if (left.equals("DATE") && (right.equals("INTERVAL") || right.equals("DATE"))) {
            throw refused("arithmetic on dates", "Athena answers another type; use date_add or date_diff");
        }
    }

    private static String type(JsonNode expression) {
        return (expression.has("return_type")
                        ? expression.path("return_type")
                        : expression.path("value").path("type"))
                .path("id")
                .asText();
    }

    private static String name(JsonNode expression) {
        JsonNode path = expression.path("qname").path("path");
        return path.path(path.size() - 1).asText();
    }

    private static QueryException refused(String what, String advice) {
        return new QueryException(what + " is not run here as Athena runs it: " + advice);
    }
}

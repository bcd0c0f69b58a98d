package dev.darkroom.analytics.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Expression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What a plan reads of which table: DuckDB's own optimizer has moved predicates through joins, views and subqueries and
 * has dropped the columns that nothing uses. The form is that of {@code EXPLAIN (FORMAT json)}, where a filter is SQL.
 */
final class PlanReader {
    private static final long NO_LIMIT = -1;

    /** A filter that only helps, because it stands above the scan once more. */
    private static final String OPTIONAL = "optional: ";

    private final Function<TableReference, List<String>> columnsOf;
    private final List<Scan> scans = new ArrayList<>();

    private PlanReader(Function<TableReference, List<String>> columnsOf) {
        this.columnsOf = columnsOf;
    }

    /**
     * Every scan of a table in the plan.
     *
     * @param columnsOf the names of a table's columns
     */
    static List<Scan> scans(JsonNode plan, Function<TableReference, List<String>> columnsOf) {
        PlanReader reader = new PlanReader(columnsOf);
        plan.forEach(root -> reader.visit(root, NO_LIMIT));
        return reader.scans;
    }

    private void visit(JsonNode operator, long limit) {
        String name = operator.path("name").asText().strip();
        JsonNode info = operator.path("extra_info");
        if (info.has("Table") && name.endsWith("SCAN")) {
            scans.add(scan(info, limit));
        }
        long below = switch (name) {
            case "LIMIT", "STREAMING_LIMIT" -> limit(info);
            case "PROJECTION" -> limit;
            default -> NO_LIMIT;
        };
        operator.path("children").forEach(child -> visit(child, below));
    }

    private static long limit(JsonNode info) {
        String limit = info.path("Limit").asText();
        String offset = info.path("Offset").asText("0");
        return limit.matches("\\d+") && offset.matches("\\d+")
                ? Long.parseLong(limit) + Long.parseLong(offset)
                : NO_LIMIT;
    }

    private Scan scan(JsonNode info, long limit) {
        TableReference table = TableReference.parse(info.path("Table").asText());
        List<String> texts = texts(info.path("Filters"));
        Set<String> columns = new LinkedHashSet<>(texts(info.path("Projections")));
        columnsOf.apply(table).stream()
                .filter(column -> texts.stream().anyMatch(text -> mentions(text, column)))
                .forEach(columns::add);
        List<Expression> filters =
                texts.stream().flatMap(text -> parse(text).stream()).toList();
        return new Scan(table, columns, filters, limit, filters.size() == texts.size());
    }

    private static boolean mentions(String filter, String column) {
        return Pattern.compile("(?<!\\w)" + Pattern.quote(column) + "(?!\\w)")
                .matcher(filter)
                .find();
    }

    /** What is no SQL of Trino's, such as a filter that a join makes as it runs, says nothing. */
    private static Optional<Expression> parse(String filter) {
        try {
            return Optional.of(new SqlParser()
                    .createExpression(filter.startsWith(OPTIONAL) ? filter.substring(OPTIONAL.length()) : filter));
        } catch (ParsingException e) {
            return Optional.empty();
        }
    }

    /** One text or a list of them. */
    private static List<String> texts(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
        return node.asText().isEmpty() ? List.of() : List.of(node.asText());
    }
}

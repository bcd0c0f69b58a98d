package dev.darkroom.analytics.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an optimized plan reads of which table: DuckDB's own optimizer has moved predicates through joins, views and
 * subqueries and has dropped the columns that nothing uses. The form is that of DuckDB's {@code json_serialize_plan}.
 */
final class PlanReader {
    private static final long NO_LIMIT = -1;

    private final List<Scan> scans = new ArrayList<>();

    private PlanReader() {}

    /** Every scan of a table in the plans. */
    static List<Scan> scans(JsonNode plans) {
        PlanReader reader = new PlanReader();
        plans.path("plans").forEach(plan -> reader.visit(plan, NO_LIMIT));
        return reader.scans;
    }

    private void visit(JsonNode operator, long limit) {
        switch (operator.path("type").asText()) {
            case "LOGICAL_GET" -> scans.add(scan(operator, limit));
            case "LOGICAL_LIMIT" -> children(operator, limit(operator));
            case "LOGICAL_PROJECTION" -> children(operator, limit);
            default -> children(operator, NO_LIMIT);
        }
    }

    private void children(JsonNode operator, long limit) {
        operator.path("children").forEach(child -> visit(child, limit));
    }

    private static long limit(JsonNode operator) {
        JsonNode limit = operator.path("limit_val");
        JsonNode offset = operator.path("offset_val");
        boolean constant = limit.path("type").asText().equals("CONSTANT_VALUE")
                && (offset.isMissingNode()
                        || Set.of("UNSET", "CONSTANT_VALUE")
                                .contains(offset.path("type").asText()));
        return constant
                ? limit.path("constant_integer").asLong()
                        + offset.path("constant_integer").asLong()
                : NO_LIMIT;
    }

    private static Scan scan(JsonNode get, long limit) {
        JsonNode data = get.path("function_data");
        List<String> names = new ArrayList<>();
        get.path("names").forEach(name -> names.add(name.asText()));
        List<String> read = new ArrayList<>();
        get.path("column_indexes").forEach(column -> read.add(column(names, column)));
        Map<String, List<JsonNode>> filters = new LinkedHashMap<>();
        get.path("table_filters")
                .path("filters")
                .forEach(filter -> filters.computeIfAbsent(
                                read.get(filter.path("key").asInt()), column -> new ArrayList<>())
                        .add(filter.path("value")));
        filters.remove("");
        Set<String> columns = new LinkedHashSet<>(read);
        columns.remove("");
        return new Scan(
                new TableReference(
                        data.path("catalog").asText(),
                        data.path("schema").asText(),
                        data.path("table").asText()),
                List.copyOf(columns),
                filters,
                limit);
    }

    /** A row's number, which {@code count(*)} uses, is no column; it has an index that no table reaches. */
    private static String column(List<String> names, JsonNode column) {
        long index = column.path("index").asLong();
        return index >= 0 && index < names.size() ? names.get((int) index) : "";
    }
}

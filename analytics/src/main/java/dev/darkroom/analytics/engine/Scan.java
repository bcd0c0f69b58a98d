package dev.darkroom.analytics.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One place in a plan where a table is read.
 *
 * @param columns the columns that the plan uses there
 * @param filters by column, what DuckDB's optimizer has pushed down to the table
 * @param limit rows after which reading may stop, negative for none; only where nothing above the scan drops rows
 */
record Scan(TableReference table, List<String> columns, Map<String, List<JsonNode>> filters, long limit) {
    Scan {
        columns = List.copyOf(columns);
        filters = Map.copyOf(filters);
    }
}

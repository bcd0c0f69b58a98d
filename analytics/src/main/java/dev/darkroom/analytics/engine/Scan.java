package dev.darkroom.analytics.engine;

import io.trino.sql.tree.Expression;
import java.util.List;
import java.util.Set;

/**
 * One place in a plan where a table is read.
 *
 * @param columns the columns that the plan uses there
 * @param filters what DuckDB's optimizer has pushed down to the table, as far as it can be read
 * @param limit rows after which reading may stop, negative for none; only where nothing above the scan drops rows
 * @param wholeFilters whether {@code filters} are all there are
 */
record Scan(TableReference table, Set<String> columns, List<Expression> filters, long limit, boolean wholeFilters) {
    Scan {
        columns = Set.copyOf(columns);
        filters = List.copyOf(filters);
    }
}

package dev.darkroom.analytics.connector;

import com.amazonaws.athena.connector.lambda.domain.predicate.ValueSet;
import java.util.List;
import java.util.Map;

/**
 * What one query needs of one table, as far as it can be told to the connector.
 *
 * @param columns the columns to read, in the table's order; at least one
 * @param constraints for columns, what values can matter; a superset of what the query accepts
 * @param limit rows after which reading may stop; negative for none
 */
public record Request(List<String> columns, Map<String, ValueSet> constraints, long limit) {
    /** No limit. */
    public static final long UNLIMITED = -1;

    public Request {
        columns = List.copyOf(columns);
        constraints = Map.copyOf(constraints);
    }
}

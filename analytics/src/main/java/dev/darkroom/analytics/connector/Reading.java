package dev.darkroom.analytics.connector;

import com.amazonaws.athena.connector.lambda.domain.Split;
import com.amazonaws.athena.connector.lambda.domain.predicate.Constraints;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * How the connector is going to read a table: decided, not yet read.
 *
 * @param schema the columns that are read, and the table's metadata
 * @param splits one for each DynamoDB Query, or one for each segment of a Scan
 * @param layout what the connector decided, in the words of its own split properties
 */
public record Reading(
        String table, Schema schema, Constraints constraints, List<Split> splits, Map<String, String> layout) {
    // DynamoDBConstants of the connector
    private static final String PARTITION_TYPE = "partitionType";
    private static final String INDEX = "index";
    private static final String HASH_KEY = "hashKeyName";
    private static final String RANGE_KEY_FILTER = "rangeKeyFilter";
    private static final String FILTER = "nonKeyFilter";
    private static final String NAMES = "expressionAttributeNames";
    private static final String VALUES = "expressionAttributeValues";

    public Reading {
        splits = List.copyOf(splits);
        layout = Map.copyOf(layout);
    }

    /** Whether DynamoDB is asked by key, rather than for every item it has. */
    public boolean isQuery() {
        return "query".equals(layout.get(PARTITION_TYPE));
    }

    /** The decision in a few lines for a person. */
    public String describe() {
        StringBuilder text = new StringBuilder(table).append(": ");
        if (isQuery()) {
            text.append("Query on ").append(index()).append(" by ").append(layout.get(HASH_KEY));
            text.append(splits.size() == 1 ? "" : " (" + splits.size() + " values)");
            line(text, "sort key", layout.get(RANGE_KEY_FILTER));
        } else {
            text.append("Scan in ").append(splits.size()).append(splits.size() == 1 ? " segment" : " segments");
        }
        line(text, "filter", layout.get(FILTER));
        line(text, "where", filled());
        line(text, "columns", columns());
        line(text, "limit", constraints.hasLimit() ? Long.toString(constraints.getLimit()) : null);
        return text.toString();
    }

    private String index() {
        return Optional.ofNullable(layout.get(INDEX))
                .map(name -> "the index " + name)
                .orElse("the table's key");
    }

    private @org.jspecify.annotations.Nullable String filled() {
        String names = layout.get(NAMES);
        return names == null ? null : "names " + names + ", values " + layout.getOrDefault(VALUES, "{}");
    }

    private String columns() {
        return schema.getFields().stream().map(Field::getName).collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder text, String what, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(what)
                    .append(": ")
                    .append(value);
        }
    }
}

package dev.darkroom.analytics.engine;

import com.amazonaws.athena.connector.lambda.data.BlockAllocator;
import com.amazonaws.athena.connector.lambda.domain.predicate.Range;
import com.amazonaws.athena.connector.lambda.domain.predicate.SortedRangeSet;
import com.amazonaws.athena.connector.lambda.domain.predicate.ValueSet;
import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.analytics.connector.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Turns the filters of a plan into what the connector takes: for a column, the set of values that can matter. What it
 * cannot tell it leaves out; the engine applies every predicate again, so a set may be too large and never too small.
 */
final class Pushdown {
    private final BlockAllocator memory;
    private final Schema schema;

    Pushdown(BlockAllocator memory, Schema schema) {
        this.memory = memory;
        this.schema = schema;
    }

    /** One request that serves all of a query's scans of the table. */
    Request request(List<Scan> scans) {
        Set<String> used = new LinkedHashSet<>();
        scans.forEach(scan -> used.addAll(scan.columns()));
        List<String> columns = schema.getFields().stream()
                .map(Field::getName)
                .filter(used::contains)
                .toList();
        return new Request(
                columns.isEmpty() ? List.of(schema.getFields().getFirst().getName()) : columns,
                constraints(scans),
                scans.size() == 1 && onlyEqualities(scans.getFirst())
                        ? scans.getFirst().limit()
                        : Request.UNLIMITED);
    }

    /** The connector counts items, not rows, so a limit is told only where it leaves no predicate to be applied later. */
    private static boolean onlyEqualities(Scan scan) {
        return scan.filters().values().stream()
                .flatMap(List::stream)
                .allMatch(filter -> filter.path("filter_type").asText().equals("LEGACY_CONSTANT_COMPARISON")
                        && filter.path("comparison_type").asText().equals("COMPARE_EQUAL")
                        && filter.path("constant").path("value").isTextual());
    }

    /** Columns that every scan constrains, each with the values that any of them takes. */
    private Map<String, ValueSet> constraints(List<Scan> scans) {
        Map<String, ValueSet> all = new LinkedHashMap<>();
        for (Field field : schema.getFields()) {
            List<Optional<ValueSet>> sets =
                    scans.stream().map(scan -> values(field, scan)).toList();
            if (sets.stream().allMatch(Optional::isPresent)) {
                sets.stream()
                        .flatMap(Optional::stream)
                        .reduce((one, other) -> one.union(memory, other))
                        .filter(Pushdown::saysSomething)
                        .ifPresent(set -> all.put(field.getName(), set));
            }
        }
        return all;
    }

    private static boolean saysSomething(ValueSet set) {
        return !set.isAll() && !set.isNone();
    }

    private Optional<ValueSet> values(Field field, Scan scan) {
        return scan.filters().getOrDefault(field.getName(), List.of()).stream()
                .flatMap(filter -> values(field.getType(), filter).stream())
                .reduce((one, other) -> one.intersect(memory, other));
    }

    /** Empty when the filter says nothing that a set of values could. */
    private Optional<ValueSet> values(ArrowType type, JsonNode filter) {
        return switch (filter.path("filter_type").asText()) {
            case "LEGACY_CONSTANT_COMPARISON" ->
                constant(type, filter.path("constant"))
                        .flatMap(value ->
                                comparison(type, filter.path("comparison_type").asText(), value));
            case "LEGACY_IN_FILTER" -> in(type, filter.path("values"));
            case "LEGACY_OPTIONAL_FILTER" -> values(type, filter.path("child_filter"));
            case "LEGACY_CONJUNCTION_AND" -> all(type, filter.path("child_filters"));
            case "LEGACY_CONJUNCTION_OR" -> any(type, filter.path("child_filters"));
            default -> Optional.empty();
        };
    }

    private Optional<ValueSet> comparison(ArrowType type, String comparison, Object value) {
        return switch (comparison) {
            case "COMPARE_EQUAL" -> Optional.of(set(Range.equal(memory, type, value)));
            case "COMPARE_NOTEQUAL" ->
                Optional.of(SortedRangeSet.of(
                        false, Range.lessThan(memory, type, value), Range.greaterThan(memory, type, value)));
            case "COMPARE_LESSTHAN" -> Optional.of(set(Range.lessThan(memory, type, value)));
            case "COMPARE_LESSTHANOREQUALTO" -> Optional.of(set(Range.lessThanOrEqual(memory, type, value)));
            case "COMPARE_GREATERTHAN" -> Optional.of(set(Range.greaterThan(memory, type, value)));
            case "COMPARE_GREATERTHANOREQUALTO" -> Optional.of(set(Range.greaterThanOrEqual(memory, type, value)));
            default -> Optional.empty();
        };
    }

    private static ValueSet set(Range range) {
        return SortedRangeSet.of(false, range);
    }

    private Optional<ValueSet> in(ArrowType type, JsonNode values) {
        List<Range> points = new ArrayList<>();
        for (JsonNode value : values) {
            Optional<Object> constant = constant(type, value);
            if (constant.isEmpty()) {
                return Optional.empty();
            }
            points.add(Range.equal(memory, type, constant.get()));
        }
        return points.isEmpty() ? Optional.empty() : Optional.of(SortedRangeSet.copyOf(type, points, false));
    }

    private Optional<ValueSet> all(ArrowType type, JsonNode filters) {
        return StreamSupport.stream(filters.spliterator(), false)
                .flatMap(filter -> values(type, filter).stream())
                .reduce((one, other) -> one.intersect(memory, other));
    }

    private Optional<ValueSet> any(ArrowType type, JsonNode filters) {
        Optional<ValueSet> any = Optional.empty();
        for (JsonNode filter : filters) {
            Optional<ValueSet> one = values(type, filter);
            if (one.isEmpty()) {
                return one;
            }
            any = any.isEmpty() ? one : Optional.of(any.get().union(memory, one.get()));
        }
        return any;
    }

    /** The types that DynamoDB compares as SQL does: text by its bytes, and numbers. */
    private static Optional<Object> constant(ArrowType type, JsonNode constant) {
        JsonNode value = constant.path("value");
        if (constant.path("is_null").asBoolean()) {
            return Optional.empty();
        }
        return switch (type) {
            case ArrowType.Utf8 text when value.isTextual() && !value.asText().isEmpty() -> Optional.of(value.asText());
            case ArrowType.Int number
            when value.canConvertToLong() && value.isIntegralNumber() ->
                number.getBitWidth() == 64
                        ? Optional.of(value.asLong())
                        : number.getBitWidth() == 32 ? Optional.of(value.asInt()) : Optional.empty();
            case ArrowType.FloatingPoint number
            when value.isNumber() && number.getPrecision() == FloatingPointPrecision.DOUBLE ->
                Optional.of(value.asDouble());
            default -> Optional.empty();
        };
    }
}

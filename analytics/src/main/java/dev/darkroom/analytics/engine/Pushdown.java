package dev.darkroom.analytics.engine;

import com.amazonaws.athena.connector.lambda.data.BlockAllocator;
import com.amazonaws.athena.connector.lambda.domain.predicate.Range;
import com.amazonaws.athena.connector.lambda.domain.predicate.SortedRangeSet;
import com.amazonaws.athena.connector.lambda.domain.predicate.ValueSet;
import dev.darkroom.analytics.connector.Request;
import io.trino.sql.tree.ComparisonExpression;
import io.trino.sql.tree.ComparisonExpression.Operator;
import io.trino.sql.tree.DoubleLiteral;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.InListExpression;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.StringLiteral;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private boolean onlyEqualities(Scan scan) {
        return scan.wholeFilters()
                && scan.filters().stream()
                        .allMatch(filter -> filter instanceof ComparisonExpression comparison
                                && comparison.getOperator() == Operator.EQUAL
                                && schema.getFields().stream()
                                        .anyMatch(field -> values(field, filter).isPresent()));
    }

    /** Columns that every scan constrains, each with the values that any of them takes. */
    private Map<String, ValueSet> constraints(List<Scan> scans) {
        Map<String, ValueSet> all = new LinkedHashMap<>();
        for (Field field : schema.getFields()) {
            List<Optional<ValueSet>> sets =
                    scans.stream().map(scan -> all(field, scan.filters())).toList();
            if (sets.stream().allMatch(Optional::isPresent)) {
                sets.stream()
                        .flatMap(Optional::stream)
                        .reduce((one, other) -> one.union(memory, other))
                        .filter(set -> !set.isAll() && !set.isNone())
                        .ifPresent(set -> all.put(field.getName(), set));
            }
        }
        return all;
    }

    /** Empty when the filter says nothing of the column that a set of values could. */
    private Optional<ValueSet> values(Field field, Expression filter) {
        return switch (filter) {
            case ComparisonExpression comparison
            when isColumn(comparison.getLeft(), field) ->
                constant(field.getType(), comparison.getRight())
                        .flatMap(value -> comparison(field.getType(), comparison.getOperator(), value));
            case InPredicate in
            when isColumn(in.getValue(), field) && in.getValueList() instanceof InListExpression list ->
                in(field.getType(), list.getValues());
            case LogicalExpression logical
            when logical.getOperator() == LogicalExpression.Operator.AND -> all(field, logical.getTerms());
            case LogicalExpression logical -> any(field, logical.getTerms());
            default -> Optional.empty();
        };
    }

    private static boolean isColumn(Expression expression, Field field) {
        return expression instanceof Identifier column && column.getValue().equals(field.getName());
    }

    private Optional<ValueSet> comparison(ArrowType type, Operator operator, Object value) {
        return switch (operator) {
            case EQUAL -> Optional.of(set(Range.equal(memory, type, value)));
            case NOT_EQUAL ->
                Optional.of(SortedRangeSet.of(
                        false, Range.lessThan(memory, type, value), Range.greaterThan(memory, type, value)));
            case LESS_THAN -> Optional.of(set(Range.lessThan(memory, type, value)));
            case LESS_THAN_OR_EQUAL -> Optional.of(set(Range.lessThanOrEqual(memory, type, value)));
            case GREATER_THAN -> Optional.of(set(Range.greaterThan(memory, type, value)));
            case GREATER_THAN_OR_EQUAL -> Optional.of(set(Range.greaterThanOrEqual(memory, type, value)));
            case IS_DISTINCT_FROM -> Optional.empty();
        };
    }

    private static ValueSet set(Range range) {
        return SortedRangeSet.of(false, range);
    }

    private Optional<ValueSet> in(ArrowType type, List<Expression> values) {
        List<Range> points = new ArrayList<>();
        for (Expression value : values) {
            Optional<Object> constant = constant(type, value);
            if (constant.isEmpty()) {
                return Optional.empty();
            }
            points.add(Range.equal(memory, type, constant.get()));
        }
        return Optional.of(SortedRangeSet.copyOf(type, points, false));
    }

    private Optional<ValueSet> all(Field field, List<Expression> filters) {
        return filters.stream()
                .flatMap(filter -> values(field, filter).stream())
                .reduce((one, other) -> one.intersect(memory, other));
    }

    private Optional<ValueSet> any(Field field, List<Expression> filters) {
        List<Optional<ValueSet>> sets =
                filters.stream().map(filter -> values(field, filter)).toList();
        return sets.stream().allMatch(Optional::isPresent)
                ? sets.stream().flatMap(Optional::stream).reduce((one, other) -> one.union(memory, other))
                : Optional.empty();
    }

    /** Of the types that DynamoDB compares as SQL does: text by its bytes, and numbers. */
    private static Optional<Object> constant(ArrowType type, Expression constant) {
        return switch (constant) {
            // DynamoDB takes no empty text for a key
            case StringLiteral text
            when type instanceof ArrowType.Utf8 && !text.getValue().isEmpty() -> Optional.of(text.getValue());
            case LongLiteral number
            when type instanceof ArrowType.Int whole && whole.getBitWidth() == 64 ->
                Optional.of(number.getParsedValue());
            case LongLiteral number
            when type instanceof ArrowType.Int whole && whole.getBitWidth() == 32 ->
                Optional.of((int) number.getParsedValue());
            case DoubleLiteral number
            when type instanceof ArrowType.FloatingPoint real && real.getPrecision() == FloatingPointPrecision.DOUBLE ->
                Optional.of(number.getValue());
            default -> Optional.empty();
        };
    }
}

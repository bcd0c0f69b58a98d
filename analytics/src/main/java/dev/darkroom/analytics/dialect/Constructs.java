package dev.darkroom.analytics.dialect;

import dev.darkroom.analytics.QueryException;
import io.trino.sql.tree.ArithmeticBinaryExpression;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.CurrentDate;
import io.trino.sql.tree.CurrentTimestamp;
import io.trino.sql.tree.DataType;
import io.trino.sql.tree.DateTimeDataType;
import io.trino.sql.tree.DecimalLiteral;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Extract;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.GenericDataType;
import io.trino.sql.tree.GenericLiteral;
import io.trino.sql.tree.LocalTimestamp;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NodeLocation;
import io.trino.sql.tree.Row;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.SubscriptExpression;
import io.trino.sql.tree.Unnest;
import io.trino.sql.tree.Values;
import io.trino.sql.tree.With;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/** Walks a query, changes what DuckDB calls otherwise, and refuses by name what it would answer otherwise. */
final class Constructs {
    /** Constructs that both run alike, by the names of Trino's tree. */
    private static final Set<String> SAME = Set.of(
            "Query",
            "QuerySpecification",
            "Select",
            "SingleColumn",
            "AllColumns",
            "Table",
            "AliasedRelation",
            "Join",
            "JoinOn",
            "JoinUsing",
            "TableSubquery",
            "Union",
            "Except",
            "Intersect",
            "Values",
            "With",
            "WithQuery",
            "GroupBy",
            "SimpleGroupBy",
            "GroupingSets",
            "OrderBy",
            "SortItem",
            "Limit",
            "AllRows",
            "Offset",
            "Lateral",
            "Identifier",
            "DereferenceExpression",
            "ComparisonExpression",
            "LogicalExpression",
            "NotExpression",
            "BetweenPredicate",
            "InPredicate",
            "InListExpression",
            "IsNullPredicate",
            "IsNotNullPredicate",
            "LikePredicate",
            "ExistsPredicate",
            "SubqueryExpression",
            "ArithmeticBinaryExpression",
            "ArithmeticUnaryExpression",
            "CoalesceExpression",
            "NullIfExpression",
            "IfExpression",
            "SearchedCaseExpression",
            "SimpleCaseExpression",
            "WhenClause",
            "StringLiteral",
            "LongLiteral",
            "DoubleLiteral",
            "DecimalLiteral",
            "BooleanLiteral",
            "NullLiteral",
            "IntervalLiteral",
            "WindowSpecification",
            "WindowFrame",
            "FrameBound",
            "WindowReference",
            "WindowDefinition",
            "Array",
            "Trim",
            "GroupingOperation",
            "TypeParameter",
            "NumericParameter");

    private static final Set<String> TYPES =
            Set.of("varchar", "bigint", "integer", "int", "smallint", "tinyint", "double", "real", "boolean", "date");

    private static final Set<String> LITERALS = Set.of("date", "timestamp", "bigint", "integer", "double");
    private static final Set<String> PARTS =
            Set.of("YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "DAY_OF_MONTH", "HOUR", "MINUTE", "SECOND");

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Tokens tokens;
    private final String now;

    Constructs(Tokens tokens, Instant now) {
        this.tokens = tokens;
        this.now = MOMENT.format(now);
    }

    /** @throws QueryException naming the construct that is not run here */
    void check(Node node) {
        switch (node) {
            case FunctionCall call -> function(call);
            case Unnest unnest -> unnest(unnest);
            case Cast cast -> type(cast.getType());
            case Extract extract
            when !PARTS.contains(extract.getField().name()) ->
                throw refused(node, "EXTRACT of " + extract.getField(), "use another part");
            case GenericLiteral literal -> literal(literal);
            case CurrentTimestamp current -> replace(current, "TIMESTAMPTZ '" + now + "Z'");
            case LocalTimestamp current -> replace(current, "TIMESTAMP '" + now + "'");
            case CurrentDate current -> replace(current, "DATE '" + now.substring(0, 10) + "'");
            case With with when with.isRecursive() -> throw refused(node, "WITH RECURSIVE", "write it without");
            case ArithmeticBinaryExpression division
            when isOfDecimals(division) ->
                throw refused(
                        node,
                        "division of a decimal",
                        "Athena rounds to the operands' decimals; write 1e0 for 1.0, or CAST(x AS double)");
            case SubscriptExpression _ ->
                throw refused(node, "a subscript", "Athena fails where an index is out of bounds; use element_at");
            case Values values -> values(values);
            case Extract _, DataType _ -> {}
            default -> known(node);
        }
        if (!(node instanceof Values)) {
            node.getChildren().forEach(this::check);
        }
    }

    private static void known(Node node) {
        if (!SAME.contains(node.getClass().getSimpleName())) {
            throw refused(node, nameOf(node), "write it without, or run the query on Athena");
        }
    }

    /** Where the text alone tells; what a column's type tells is looked at when it is known. */
    private static boolean isOfDecimals(ArithmeticBinaryExpression division) {
        return division.getOperator() == ArithmeticBinaryExpression.Operator.DIVIDE
                && (isDecimal(division.getLeft()) || isDecimal(division.getRight()));
    }

    private static boolean isDecimal(Expression operand) {
        return operand instanceof DecimalLiteral
                || (operand instanceof Cast cast
                        && cast.getType().toString().toLowerCase(Locale.ROOT).startsWith("decimal"));
    }

    /** The tree does not tell rows of one column in parentheses, as DuckDB wants them, from those without. */
    private void values(Values values) {
        int open = tokens.at(values.getLocation().orElseThrow()) + 1;
        for (Node row : values.getRows()) {
            if (!tokens.text(open).equals("(")) {
                throw refused(row, "VALUES without parentheses", "put each row in parentheses");
            }
            open = tokens.closing(open) + 2;
            if (row instanceof Row) {
                row.getChildren().forEach(this::fieldOf);
            } else {
                check(row);
            }
        }
    }

    private void fieldOf(Node field) {
        if (field.getClass().getSimpleName().equals("Field")) {
            field.getChildren().forEach(this::check);
        } else {
            check(field);
        }
    }

    private void function(FunctionCall call) {
        String name = call.getName().toString().toLowerCase(Locale.ROOT);
        if (name.equals("now") && call.getArguments().isEmpty()) {
            int at = replace(call, "TIMESTAMPTZ '" + now + "Z'");
            tokens.replace(at + 1, "");
            tokens.replace(at + 2, "");
            return;
        }
        String written = tokens.text(tokens.at(call.getLocation().orElseThrow()));
        if (written.equals("||")) {
            return;
        }
        if (!written.equalsIgnoreCase(name)) {
            throw refused(call, "the form of " + name + " that begins with " + written, "write it as a plain call");
        }
        String here =
                Functions.nameOf(name).orElseThrow(() -> refused(call, "the function " + name, Functions.advice(name)));
        if (name.equals("date_format")) {
            dateFormat(call);
        }
        if (!here.equals(name)) {
            replace(call, here);
        }
    }

    private void dateFormat(FunctionCall call) {
        if (call.getArguments().size() != 2 || !(call.getArguments().get(1) instanceof StringLiteral format)) {
            throw refused(call, "date_format with a format that is no literal", "write the format out");
        }
        replace(format, "'" + DateFormat.translated(format.getValue()).replace("'", "''") + "'");
    }

    /** Athena makes a column of each field of a row, DuckDB one column of the whole. */
    private void unnest(Unnest unnest) {
        if (unnest.isWithOrdinality() || unnest.getExpressions().size() != 1) {
            throw refused(unnest, "UNNEST WITH ORDINALITY or of several arrays", "unnest one array at a time");
        }
        int at = replace(unnest, "LATERAL (SELECT UNNEST");
        int closing = tokens.closing(at + 1);
        tokens.replace(closing, ", max_depth := 2))");
    }

    private static void type(DataType type) {
        String name = type.toString().toLowerCase(Locale.ROOT);
        boolean known = switch (type) {
            case GenericDataType generic when !generic.getArguments().isEmpty() -> name.startsWith("decimal");
            case GenericDataType generic ->
                TYPES.contains(generic.getName().getValue().toLowerCase(Locale.ROOT));
            case DateTimeDataType time ->
                time.getType() == DateTimeDataType.Type.TIMESTAMP
                        && time.getPrecision().isEmpty();
            default -> false;
        };
        if (!known) {
            throw refused(
                    type,
                    "CAST to " + name,
                    "cast to one of " + TYPES.stream().sorted().toList() + ", timestamp or decimal(p,s)");
        }
    }

    private static void literal(GenericLiteral literal) {
        String type = literal.getType().toLowerCase(Locale.ROOT);
        boolean zoned = type.equals("timestamp") && !literal.getValue().matches("[0-9:. -]+");
        if (!LITERALS.contains(type) || zoned) {
            throw refused(
                    literal,
                    "the literal " + literal.getType() + " '" + literal.getValue() + "'",
                    "use one of " + LITERALS.stream().sorted().toList() + ", without a time zone");
        }
    }

    private int replace(Node node, String with) {
        int at = tokens.at(node.getLocation().orElseThrow());
        tokens.replace(at, with);
        return at;
    }

    private static QueryException refused(Node node, String what, String advice) {
        NodeLocation at = node.getLocation().orElse(new NodeLocation(1, 1));
        return new QueryException("line %d:%d: %s is not run here as Athena runs it: %s"
                .formatted(at.getLineNumber(), at.getColumnNumber(), what, advice));
    }

    /** A construct's name in words: {@code AtTimeZone} is AT TIME ZONE. */
    static String nameOf(Node node) {
        return node.getClass()
                .getSimpleName()
                .replaceAll("(Expression|Predicate)$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toUpperCase(Locale.ROOT);
    }
}

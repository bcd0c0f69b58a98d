package dev.darkroom.analytics.dialect;

import dev.darkroom.analytics.QueryException;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Explain;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.ShowTables;
import io.trino.sql.tree.Statement;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.WithQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A statement in Athena's dialect, understood. */
public sealed interface AthenaStatement {
    /**
     * A query.
     *
     * @param sql the same for DuckDB
     * @param tables the tables it names, as it names them: one to three parts
     */
    record Select(String sql, List<List<String>> tables) implements AthenaStatement {
        public Select {
            tables = List.copyOf(tables);
        }
    }

    /** {@code SHOW TABLES}. */
    record Tables() implements AthenaStatement {}

    /** {@code DESCRIBE} or {@code SHOW COLUMNS FROM}, with the table's name in one to three parts. */
    record Columns(List<String> table) implements AthenaStatement {
        public Columns {
            table = List.copyOf(table);
        }
    }

    /** {@code EXPLAIN} of a query: what would be read, and how. */
    record Explained(Select query) implements AthenaStatement {}

    /**
     * Parses by Trino's grammar, which is Athena's, and translates.
     *
     * @param now what {@code current_timestamp} and its like stand for
     * @throws QueryException when the statement does not parse, or cannot be run here as Athena would run it
     */
    static AthenaStatement of(String sql, Instant now) {
        return switch (parse(sql)) {
            case Query query -> select(sql, query, now);
            case Explain explain
            when explain.getStatement() instanceof Query query
                    && explain.getOptions().isEmpty() ->
                new Explained(select(sql.substring(sql.toUpperCase(Locale.ROOT).indexOf("EXPLAIN") + 7), query, now));
            case ShowTables show when show.getLikePattern().isEmpty() -> new Tables();
            case ShowColumns show when show.getLikePattern().isEmpty() -> new Columns(parts(show.getTable()));
            case Statement other ->
                throw new QueryException(Constructs.nameOf(other)
                        + " is not run here: the tables are what the platform wrote, and are only read. Use SELECT,"
                        + " SHOW TABLES, DESCRIBE or EXPLAIN");
        };
    }

    /** The statements of a text, which semicolons part. */
    static List<String> split(String text) {
        return Tokens.statements(text);
    }

    private static Statement parse(String sql) {
        try {
            return new SqlParser().createStatement(sql);
        } catch (ParsingException e) {
            throw new QueryException("Athena would not take this: " + e.getMessage(), e);
        }
    }

    private static Select select(String sql, Query query, Instant now) {
        // parsed again where EXPLAIN stood before it, so that places fit the text
        Query placed = (Query) parse(sql);
        Tokens tokens = Tokens.of(sql);
        new Constructs(tokens, now).check(placed);
        Set<List<String>> tables = new LinkedHashSet<>();
        Set<String> named = new LinkedHashSet<>();
        collect(query, tables, named);
        tables.removeIf(table -> table.size() == 1 && named.contains(table.getFirst()));
        return new Select(tokens.changed(), List.copyOf(tables));
    }

    private static void collect(Node node, Set<List<String>> tables, Set<String> named) {
        if (node instanceof Table table) {
            tables.add(parts(table.getName()));
        }
        if (node instanceof WithQuery with) {
            named.add(with.getName().getValue().toLowerCase(Locale.ROOT));
        }
        node.getChildren().forEach(child -> collect(child, tables, named));
    }

    private static List<String> parts(QualifiedName name) {
        return new ArrayList<>(name.getParts());
    }
}

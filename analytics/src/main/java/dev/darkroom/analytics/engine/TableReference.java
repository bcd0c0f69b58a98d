package dev.darkroom.analytics.engine;

import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;

/** A table's full name. */
public record TableReference(String catalog, String schema, String table) {
    /** As DuckDB prints it, parts in quotes where they need them. */
    static TableReference parse(String name) {
        Expression parsed = new SqlParser().createExpression(name.replace(".default.", ".\"default\"."));
        if (parsed instanceof DereferenceExpression table
                && table.getBase() instanceof DereferenceExpression schema
                && schema.getBase() instanceof Identifier catalog) {
            return new TableReference(
                    catalog.getValue(),
                    schema.getField().orElseThrow().getValue(),
                    table.getField().orElseThrow().getValue());
        }
        throw new IllegalArgumentException(name + " is not a table's full name");
    }

    /** As it stands in SQL. */
    String quoted() {
        return quote(catalog) + "." + quote(schema) + "." + quote(table);
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

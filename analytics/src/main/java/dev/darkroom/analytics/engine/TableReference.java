package dev.darkroom.analytics.engine;

/** A table's full name. */
public record TableReference(String catalog, String schema, String table) {
    /** As it stands in SQL. */
    String quoted() {
        return quote(catalog) + "." + quote(schema) + "." + quote(table);
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}

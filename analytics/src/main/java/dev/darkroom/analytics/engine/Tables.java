package dev.darkroom.analytics.engine;

import dev.darkroom.analytics.QueryException;
import dev.darkroom.analytics.TableDefinition;
import dev.darkroom.analytics.connector.DynamoDbConnector;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** The tables as DuckDB knows them: named as on Athena, typed by their definitions, and empty but while a query runs. */
final class Tables {
    /** Athena's name for Glue's own catalog, where the archive's tables and the views are. */
    static final String ARCHIVE_CATALOG = "awsdatacatalog";

    static final String DATABASE = DynamoDbConnector.DATABASE;

    private final DuckDb duckDb;
    private final DynamoDbConnector connector;
    private final Map<TableReference, Schema> schemas = new HashMap<>();
    private final Set<TableReference> shown = new HashSet<>();

    Tables(DuckDb duckDb, DynamoDbConnector connector) {
        this.duckDb = duckDb;
        this.connector = connector;
    }

    void createDatabases() {
        for (String catalog : List.of(DynamoDbConnector.CATALOG, ARCHIVE_CATALOG)) {
            duckDb.execute("ATTACH ':memory:' AS " + catalog);
            duckDb.execute("CREATE SCHEMA " + catalog + "." + DATABASE);
        }
        duckDb.execute("CREATE SCHEMA IF NOT EXISTS " + DynamoDbConnector.CATALOG + ".\"" + DynamoDbConnector.UNDEFINED
                + "\"");
        duckDb.execute("SET search_path = '" + ARCHIVE_CATALOG + "." + DATABASE + "," + DynamoDbConnector.CATALOG + "."
                + DATABASE + ",memory.main'");
    }

    void define(TableDefinition definition) {
        if (definition.isDynamoDb()) {
            create(new TableReference(DynamoDbConnector.CATALOG, DATABASE, definition.name()));
        } else {
            hideFiles(new TableReference(ARCHIVE_CATALOG, DATABASE, definition.name()), definition);
        }
    }

    /** As a table of DynamoDB's, with the columns that the connector tells. */
    private void create(TableReference table) {
        Schema schema = connector.schema(table.schema(), table.table());
        schemas.put(table, schema);
        duckDb.execute(
                "CREATE OR REPLACE TABLE " + table.quoted() + " AS SELECT * FROM " + DuckDb.INCOMING,
                connector.nothing(schema),
                connector.memory());
    }

    /** Makes a table known that no definition names, if DynamoDB has it: its columns are inferred anew each time. */
    void find(List<String> name) {
        if (name.size() < 2 || !name.get(name.size() - 2).equals(DynamoDbConnector.UNDEFINED)) {
            return;
        }
        String table = name.getLast().toLowerCase(Locale.ROOT);
        List<String> known = connector.tables(DynamoDbConnector.UNDEFINED);
        if (!known.contains(table)) {
            throw new QueryException("DynamoDB has no table " + table + "; it has " + known);
        }
        create(new TableReference(DynamoDbConnector.CATALOG, DynamoDbConnector.UNDEFINED, table));
    }

    Schema schema(TableReference table) {
        return schemas.getOrDefault(table, new Schema(List.of()));
    }

    List<String> columnNames(TableReference table) {
        return columns(List.of(table.catalog(), table.schema(), table.table())).keySet().stream()
                .toList();
    }

    void empty(TableReference table) {
        duckDb.execute(
                "CREATE OR REPLACE TABLE " + table.quoted() + " AS SELECT * FROM " + table.quoted() + " LIMIT 0");
    }

    /** Lets a table of the archive be its files for a while. */
    void showFiles(TableReference table, TableDefinition definition, List<Path> files) {
        if (files.isEmpty()) {
            return;
        }
        String list = files.stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "[", "]"));
        String source = "read_parquet(" + list
                + ", union_by_name = true, hive_partitioning = true, hive_types_autocast = false)";
        List<String> present = presentColumns(source);
        String columns = columns(definition)
                .map(column -> "CAST("
                        + (present.contains(column.name()) ? TableReference.quote(column.name()) : "NULL") + " AS "
                        + GlueTypes.duckDb(column.type()) + ") AS " + TableReference.quote(column.name()))
                .collect(Collectors.joining(", "));
        duckDb.execute("DROP TABLE " + table.quoted());
        shown.add(table);
        duckDb.execute("CREATE VIEW " + table.quoted() + " AS SELECT " + columns + " FROM " + source);
    }

    /** An empty table in the place of the files. */
    void hideFiles(TableReference table, TableDefinition definition) {
        if (shown.remove(table)) {
            duckDb.execute("DROP VIEW " + table.quoted());
        }
        duckDb.execute("CREATE TABLE IF NOT EXISTS " + table.quoted()
                + columns(definition)
                        .map(column -> TableReference.quote(column.name()) + " " + GlueTypes.duckDb(column.type()))
                        .collect(Collectors.joining(", ", " (", ")")));
    }

    /** The partition columns, which decide the files that are read. */
    static Schema partitions(TableDefinition definition) {
        return new Schema(definition.partitionKeys().stream()
                .map(key -> Field.nullable(key.name(), ArrowType.Utf8.INSTANCE))
                .toList());
    }

    private static Stream<TableDefinition.Column> columns(TableDefinition definition) {
        return Stream.concat(definition.columns().stream(), definition.partitionKeys().stream());
    }

    private List<String> presentColumns(String source) {
        return rows("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + source + ")").stream()
                .map(row -> row.get(0))
                .toList();
    }

    Map<String, Map<String, String>> describe() {
        Map<String, Map<String, String>> described = new LinkedHashMap<>();
        rows("SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = '" + DATABASE
                        + "' ORDER BY table_name, column_index")
                .forEach(row -> described
                        .computeIfAbsent(row.get(0), name -> new LinkedHashMap<>())
                        .put(row.get(1), row.get(2)));
        return described;
    }

    Map<String, String> columns(List<String> table) {
        String name = table.stream().map(TableReference::quote).collect(Collectors.joining("."));
        Map<String, String> columns = new LinkedHashMap<>();
        rows("SELECT column_name, column_type FROM (DESCRIBE " + name + ")")
                .forEach(row -> columns.put(row.get(0), row.get(1)));
        return columns;
    }

    private List<List<String>> rows(String sql) {
        try (Statement statement = duckDb.statement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw DuckDb.failed(e);
        }
    }
}

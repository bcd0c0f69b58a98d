package dev.darkroom.analytics.engine;

import com.amazonaws.athena.connector.lambda.domain.predicate.ValueSet;
import dev.darkroom.analytics.QueryException;
import dev.darkroom.analytics.TableDefinition;
import dev.darkroom.analytics.archive.Archive;
import dev.darkroom.analytics.archive.Archive.ArchivedFile;
import dev.darkroom.analytics.connector.BlockStream;
import dev.darkroom.analytics.connector.DynamoDbConnector;
import dev.darkroom.analytics.connector.Reading;
import dev.darkroom.analytics.dialect.AthenaStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Runs queries as Athena does: it plans, has the connector read what the plan needs of each table, and computes over
 * that. Between queries the tables are empty, so every query sees DynamoDB as it is. One query at a time.
 */
public final class Engine implements AutoCloseable {
    private final EngineSettings settings;
    private final DuckDb duckDb;
    private final DynamoDbConnector connector;
    private final Archive archive;
    private final Tables tables;
    private volatile boolean cancelled;

    private Engine(EngineSettings settings) {
        this.settings = settings;
        connector = new DynamoDbConnector(settings.tables(), settings.spillBucket(), "spill");
        archive = new Archive(settings.workDirectory());
        duckDb = DuckDb.open(settings.memoryLimit(), settings.workDirectory());
        tables = new Tables(duckDb, connector);
    }

    public static Engine start(EngineSettings settings) {
        Engine engine = new Engine(settings);
        engine.tables.createDatabases();
        settings.tables().forEach(engine.tables::define);
        settings.views().forEach((name, query) -> {
            if (AthenaStatement.of(query, Instant.EPOCH) instanceof AthenaStatement.Select select) {
                engine.duckDb.execute(
                        "CREATE VIEW " + new TableReference(Tables.ARCHIVE_CATALOG, Tables.DATABASE, name).quoted()
                                + " AS " + select.sql());
            }
        });
        return engine;
    }

    /** What a query's result is handed to, while its tables are filled. */
    @FunctionalInterface
    public interface ResultUse<T> {
        /**
         * Uses the result.
         *
         * @param sql the query for DuckDB, to be run by {@code statement} alone or as part of a larger statement
         */
        T use(Statement statement, String sql) throws SQLException;
    }

    /**
     * Plans a query and has the connector decide how it reads; nothing is read yet.
     *
     * @throws QueryException when it cannot be run
     */
    public Prepared prepare(AthenaStatement.Select query) {
        query.tables().forEach(tables::find);
        BoundTypes.check(duckDb.boundPlan(query.sql()));
        Map<TableReference, List<Scan>> scans =
                PlanReader.scans(duckDb.optimizedPlan(query.sql()), tables::columnNames).stream()
                        .collect(Collectors.groupingBy(Scan::table, LinkedHashMap::new, Collectors.toList()));
        Map<TableReference, Reading> readings = new LinkedHashMap<>();
        Map<TableReference, List<ArchivedFile>> archived = new LinkedHashMap<>();
        scans.forEach((table, ofTable) -> {
            if (table.catalog().equals(DynamoDbConnector.CATALOG)) {
                readings.put(table, reading(table, ofTable));
            } else {
                definition(table).ifPresent(definition -> archived.put(table, files(definition, ofTable)));
            }
        });
        return new Prepared(query.sql(), readings, archived);
    }

    private Reading reading(TableReference table, List<Scan> scans) {
        Schema schema = tables.schema(table);
        return connector.prepare(
                table.schema(), table.table(), schema, new Pushdown(connector.blocks(), schema).request(scans));
    }

    private List<ArchivedFile> files(TableDefinition definition, List<Scan> scans) {
        Map<String, ValueSet> wanted = new Pushdown(connector.blocks(), Tables.partitions(definition))
                .request(scans)
                .constraints();
        return archive.find(
                definition,
                partition -> wanted.entrySet().stream().allMatch(column -> {
                    String value = partition.get(column.getKey());
                    return value == null || column.getValue().containsValue(value);
                }));
    }

    private Optional<TableDefinition> definition(TableReference table) {
        return settings.tables().stream()
                .filter(definition -> definition.name().equals(table.table()) && !definition.isDynamoDb())
                .findFirst();
    }

    /** Reads what the query needs, runs it, and empties the tables again. */
    public <T> T run(Prepared query, ResultUse<T> use) {
        cancelled = false;
        connector.cancel(false);
        try (Statement statement = duckDb.statement()) {
            query.readings().forEach(this::fill);
            query.archived()
                    .forEach((table, files) -> tables.showFiles(
                            table,
                            definition(table).orElseThrow(),
                            files.stream().map(archive::fetch).toList()));
            requireNotCancelled();
            return use.use(statement, query.sql());
        } catch (SQLException e) {
            throw DuckDb.failed(e);
        } finally {
            query.readings().keySet().forEach(tables::empty);
            query.archived()
                    .keySet()
                    .forEach(table -> tables.hideFiles(table, definition(table).orElseThrow()));
        }
    }

    private void fill(TableReference table, Reading reading) {
        String columns = reading.schema().getFields().stream()
                .map(Field::getName)
                .map(TableReference::quote)
                .collect(Collectors.joining(", "));
        BlockStream stream = connector.read(reading);
        try {
            duckDb.execute(
                    "INSERT INTO " + table.quoted() + " (" + columns + ") SELECT " + columns + " FROM "
                            + DuckDb.INCOMING,
                    stream,
                    connector.memory());
        } catch (QueryException e) {
            throw stream.failure().orElse(e);
        }
        stream.requireWhole();
    }

    /** The connector ends early without a word when its query is stopped: what came until then is no answer. */
    private void requireNotCancelled() {
        if (cancelled) {
            throw new QueryException("Stopped");
        }
    }

    /** Has the running query end soon; from another thread. */
    public void cancel() {
        cancelled = true;
        connector.cancel(true);
    }

    /** Every table and view, by the name that a query may use, with its columns and their types. */
    public Map<String, Map<String, String>> describe() {
        return tables.describe();
    }

    /** The columns of one table, named as a query would. */
    public Map<String, String> columns(List<String> table) {
        tables.find(table);
        return tables.columns(table);
    }

    @Override
    public void close() {
        duckDb.close();
        archive.close();
        connector.close();
    }
}

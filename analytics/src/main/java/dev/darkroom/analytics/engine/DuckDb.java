package dev.darkroom.analytics.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.analytics.QueryException;
import dev.darkroom.analytics.dialect.AthenaStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;

/** A DuckDB in memory, set to answer as Athena does: UTC, whole-number division, nulls last. */
final class DuckDb implements AutoCloseable {
    /** The name under which an Arrow stream is read, once. */
    static final String INCOMING = "darkroom_incoming";

    /** They would drop or rearrange what is read, on the evidence that the tables, not filled yet, are empty. */
    private static final String MISLEADING =
            "statistics_propagation,late_materialization,join_filter_pushdown,empty_result_pullup,row_group_pruner";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DuckDBConnection connection;

    private DuckDb(DuckDBConnection connection) {
        this.connection = connection;
    }

    static DuckDb open(String memoryLimit, Path workDirectory) {
        try {
            DuckDb duckDb =
                    new DuckDb(DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class));
            duckDb.execute("SET memory_limit = '" + memoryLimit.replace("'", "") + "'");
            duckDb.execute("SET temp_directory = '" + workDirectory.toString().replace("'", "''") + "'");
            duckDb.execute("SET TimeZone = 'UTC'");
            duckDb.execute("SET integer_division = true");
            duckDb.execute("SET default_null_order = 'nulls_last'");
            duckDb.execute("SET autoinstall_known_extensions = false");
            duckDb.execute("SET autoload_known_extensions = false");
            for (String macro : AthenaStatement.split(macros())) {
                duckDb.execute(macro);
            }
            return duckDb;
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not start", e);
        }
    }

    private static String macros() {
        try (InputStream macros = Objects.requireNonNull(DuckDb.class.getResourceAsStream("/macros.sql"))) {
            return new String(macros.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** A statement of the caller's, for the caller to close. */
    Statement statement() throws SQLException {
        return connection.createStatement();
    }

    /** The plan as bound, every expression with its type. */
    JsonNode boundPlan(String sql) {
        JsonNode plan =
                json("SELECT json_serialize_plan(" + literal(sql) + ", skip_null := true, skip_empty := true)", 1);
        if (plan.path("error").asBoolean()) {
            throw new QueryException(plan.path("error_message").asText());
        }
        return plan;
    }

    /** The plan as optimized, with predicates and projections pushed down to the tables. */
    JsonNode optimizedPlan(String sql) {
        execute("SET disabled_optimizers = '" + MISLEADING + "'");
        try {
            return json("EXPLAIN (FORMAT json) " + sql, 2);
        } finally {
            execute("RESET disabled_optimizers");
        }
    }

    private JsonNode json(String sql, int column) {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return JSON.readTree(answer.getString(column));
        } catch (SQLException e) {
            throw failed(e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("DuckDB's plan is no JSON", e);
        }
    }

    /** A text as SQL has it. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Runs a statement that reads the stream as {@link #INCOMING}. */
    void execute(String sql, ArrowReader stream, BufferAllocator memory) {
        try (ArrowArrayStream exported = ArrowArrayStream.allocateNew(memory)) {
            Data.exportArrayStream(memory, stream, exported);
            connection.registerArrowStream(INCOMING, exported);
            execute(sql);
        }
    }

    /** DuckDB's own words, which name the place; without the name of a Java class before them. */
    static QueryException failed(SQLException failure) {
        return new QueryException(
                Objects.requireNonNullElse(failure.getMessage(), failure.toString())
                        .replaceFirst("^java\\.sql\\.SQLException: ", ""),
                failure);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}

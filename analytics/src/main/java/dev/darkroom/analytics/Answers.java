package dev.darkroom.analytics;

import dev.darkroom.analytics.dialect.AthenaStatement;
import dev.darkroom.analytics.engine.Engine;
import dev.darkroom.analytics.engine.Prepared;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Statements in, answers out, in one form.
 *
 * @param output the file to write; empty for the terminal
 * @param explain whether to tell how the tables would be read, in place of the answer
 */
record Answers(
        Engine engine,
        Questions questions,
        Clock clock,
        Format format,
        Optional<Path> output,
        boolean chart,
        boolean explain,
        PrintStream terminal) {

    /**
     * Answers a statement, or a question by its name.
     *
     * @throws QueryException when it cannot be answered
     */
    void answer(String statementOrName) {
        String text = statementOrName.strip();
        if (text.matches("[A-Za-z0-9-]+")) {
            statement(questions
                    .find(text)
                    .orElseThrow(() -> new QueryException("There is no question " + text + "; there are "
                            + questions.questions().stream()
                                    .map(Questions.Question::name)
                                    .toList()
                            + ". A statement begins with SELECT"))
                    .sql());
        } else {
            AthenaStatement.split(text).forEach(this::statement);
        }
    }

    private void statement(String sql) {
        switch (AthenaStatement.of(sql, clock.instant())) {
            case AthenaStatement.Select select when explain -> explain(select);
            case AthenaStatement.Select select -> run(engine.prepare(select));
            case AthenaStatement.Explained explained -> explain(explained.query());
            case AthenaStatement.Tables _ ->
                list(engine.describe().keySet().stream().toList());
            case AthenaStatement.Columns columns -> columns(engine.columns(columns.table()));
        }
    }

    private void explain(AthenaStatement.Select select) {
        Prepared prepared = engine.prepare(select);
        String described = prepared.describe();
        list(List.of(described.isEmpty() ? "No table is read." : described));
    }

    private void columns(Map<String, String> columns) {
        list(columns.entrySet().stream()
                .map(column -> column.getKey() + "  " + column.getValue().toLowerCase(Locale.ROOT))
                .toList());
    }

    private void list(List<String> lines) {
        PrintWriter out = writer(terminal);
        lines.forEach(out::println);
        out.flush();
    }

    private void run(Prepared prepared) {
        if (format == Format.TABLE) {
            TextTable table = engine.run(prepared, (statement, sql) -> TextTable.of(statement.executeQuery(sql)));
            print(table);
        } else {
            engine.run(prepared, this::copy);
        }
    }

    private void print(TextTable table) {
        try (PrintStream file = output.isPresent()
                ? new PrintStream(Files.newOutputStream(output.get()), false, StandardCharsets.UTF_8)
                : null) {
            PrintWriter out = writer(file == null ? terminal : file);
            if (chart) {
                table.chart(out);
            } else {
                table.print(out);
            }
            out.flush();
        } catch (IOException e) {
            throw new QueryException("Could not write " + output + ": " + e, e);
        }
    }

    /** DuckDB writes files; the terminal gets a copy of one. */
    private Path copy(Statement statement, String sql) throws SQLException {
        try {
            Path file = output.isPresent()
                    ? output.get().toAbsolutePath()
                    : Files.createTempFile("darkroom-sql-", "." + format);
            statement.execute("COPY (" + sql + "\n) TO '" + file.toString().replace("'", "''") + "' ("
                    + format.copyOptions() + ")");
            if (output.isEmpty()) {
                Files.copy(file, terminal);
                terminal.flush();
                Files.delete(file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, false, StandardCharsets.UTF_8);
    }
}

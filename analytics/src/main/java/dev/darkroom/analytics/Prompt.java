package dev.darkroom.analytics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The interactive prompt: statements over several lines end with a semicolon, names of questions and the words below
 * with the line. History is kept in {@code .darkroom_sql_history} of the user's home.
 */
final class Prompt {
    private static final String FIRST = "sql> ";
    private static final String NEXT = "  -> ";
    private static final List<String> KEYWORDS = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP BY",
            "ORDER BY",
            "LIMIT",
            "JOIN",
            "UNION ALL",
            "WITH",
            "SHOW TABLES;",
            "DESCRIBE",
            "EXPLAIN",
            "help",
            "exit");

    private final Answers answers;

    Prompt(Answers answers) {
        this.answers = answers;
    }

    int run() throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("darkroom")
                    .completer(completer())
                    .variable(
                            LineReader.HISTORY_FILE, Path.of(System.getProperty("user.home"), ".darkroom_sql_history"))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .option(LineReader.Option.CASE_INSENSITIVE, true)
                    .build();
            terminal.handle(Terminal.Signal.INT, signal -> answers.engine().cancel());
            terminal.writer()
                    .println("A statement ends with ';'. help lists the questions that have a name, exit leaves.");
            loop(reader, terminal);
            return 0;
        }
    }

    private void loop(LineReader reader, Terminal terminal) {
        StringBuilder statement = new StringBuilder();
        while (true) {
            try {
                statement
                        .append(reader.readLine(statement.isEmpty() ? FIRST : NEXT))
                        .append('\n');
                if (statement.toString().isBlank()) {
                    statement.setLength(0);
                } else if (isWhole(statement.toString())) {
                    String whole = statement.toString();
                    statement.setLength(0);
                    if (whole.strip().matches("(?i)(exit|quit);?")) {
                        return;
                    }
                    answer(whole, terminal);
                }
            } catch (UserInterruptException e) {
                statement.setLength(0);
            } catch (EndOfFileException e) {
                return;
            }
        }
    }

    private static boolean isWhole(String statement) {
        return statement.strip().endsWith(";") || statement.strip().matches("[A-Za-z0-9-]+");
    }

    private void answer(String text, Terminal terminal) {
        try {
            if (text.strip().equalsIgnoreCase("help")) {
                answers.questions()
                        .questions()
                        .forEach(question -> terminal.writer().printf("%-24s %s%n", question.name(), question.text()));
            } else {
                String named = text.strip().replaceFirst(";$", "");
                answers.answer(answers.questions().find(named).isPresent() ? named : text);
            }
        } catch (QueryException e) {
            terminal.writer().println(e.getMessage());
        }
        terminal.flush();
    }

    /** Keywords, questions, tables and columns. */
    private Completer completer() {
        List<String> words = new ArrayList<>(KEYWORDS);
        answers.questions().questions().forEach(question -> words.add(question.name()));
        for (Map.Entry<String, Map<String, String>> table :
                answers.engine().describe().entrySet()) {
            words.add(table.getKey());
            words.addAll(table.getValue().keySet());
        }
        return new StringsCompleter(words.stream().distinct().toList());
    }
}

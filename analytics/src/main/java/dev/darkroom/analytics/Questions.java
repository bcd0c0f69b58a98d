package dev.darkroom.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The questions that are kept as files: each a comment line that asks, and the query in Athena's dialect that answers.
 * The same files become Athena's named queries.
 */
public record Questions(List<Question> questions) {
    private static final String COMMENT = "-- ";
    private static final String EXTENSION = ".sql";

    /**
     * One of them.
     *
     * @param name the file's, without its extension
     * @param text the question, in one line
     * @param sql the whole file
     */
    public record Question(String name, String text, String sql) {}

    public Questions {
        questions = List.copyOf(questions);
    }

    /**
     * Every {@code *.sql} of a directory, by name.
     *
     * @throws IllegalArgumentException when a file does not begin with its question
     */
    public static Questions in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return new Questions(files.filter(file -> file.toString().endsWith(EXTENSION))
                    .sorted()
                    .map(Questions::read)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the questions in " + directory, e);
        }
    }

    private static Question read(Path file) {
        try {
            String sql = Files.readString(file);
            if (!sql.startsWith(COMMENT)) {
                throw new IllegalArgumentException(file + " has to begin with '-- ' and its question");
            }
            String name = file.getFileName().toString();
            return new Question(
                    name.substring(0, name.length() - EXTENSION.length()),
                    sql.lines()
                            .findFirst()
                            .orElse("")
                            .substring(COMMENT.length())
                            .strip(),
                    sql);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the question " + file, e);
        }
    }

    /** The question of that name; upper and lower case are alike. */
    public Optional<Question> find(String name) {
        return questions.stream()
                .filter(question -> question.name().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}

package dev.darkroom.schemas.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every schema to its committed history. A changed schema becomes its history's next version with
 * {@code mvn -pl schemas test -Dtest=SchemaHistoryTest -Dschemas.history.update}.
 */
final class SchemaHistoryTest {
    private static final Path HISTORY = Path.of("history");
    private static final Path CURRENT = Path.of("src/main/avro");
    private static final String UPDATE = "mvn -pl schemas test -Dtest=SchemaHistoryTest -Dschemas.history.update";

    @ParameterizedTest
    @MethodSource("topicValues")
    void theCurrentSchemaIsTheNewestInItsHistory(Schema schema) {
        // Given
        SchemaHistory history = SchemaHistory.read(HISTORY.resolve(schema.getName()));

        // When
        if (System.getProperty("schemas.history.update") != null && !history.endsWith(schema)) {
            history = history.append(schema);
        }

        // Then
        assertThat(history.endsWith(schema))
                .as(
                        "%s is not as in %s/%d.avsc. If the change is meant, add it as version %d with%n  %s%nand commit the file",
                        schema.getName(),
                        history.folder(),
                        history.versions().size(),
                        history.versions().size() + 1,
                        UPDATE)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("topicValues")
    void everyVersionReadsTheCurrentSchemaAndTheOtherWayRound(Schema schema) {
        // Given
        List<SchemaHistory.Version> versions =
                SchemaHistory.read(HISTORY.resolve(schema.getName())).versions();
        SchemaHistory.Version current = new SchemaHistory.Version(versions.size() + 1, schema);

        // When
        List<String> problems = Evolution.problems(
                schema.getName(),
                Stream.concat(versions.stream(), Stream.of(current)).toList());

        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void aSchemaThatHasAHistoryIsStillThere() throws IOException {
        // When
        try (Stream<Path> folders = Files.list(HISTORY)) {
            // Then
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            topicValues().map(Schema::getName).toList());
        }
    }

    /** The schemas that are no part of another: those are what a message is written with. */
    static Stream<Schema> topicValues() throws IOException {
        List<Schema> all = generatedSchemas();
        return all.stream()
                .filter(schema -> all.stream().noneMatch(other -> !other.equals(schema) && holds(other, schema)));
    }

    private static List<Schema> generatedSchemas() throws IOException {
        try (Stream<Path> files = Files.list(CURRENT)) {
            return files.map(file -> file.getFileName().toString().replace(".avsc", ""))
                    .map(SchemaHistoryTest::generatedSchema)
                    .toList();
        }
    }

    private static Schema generatedSchema(String name) {
        try {
            return SpecificData.get().getSchema(Class.forName("dev.darkroom.schemas." + name));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("No class was generated from " + name + ".avsc", e);
        }
    }

    private static boolean holds(Schema outer, Schema inner) {
        return outer.toString().contains("\"name\":\"" + inner.getName() + "\"");
    }
}

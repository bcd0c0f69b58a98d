package dev.darkroom.schemas.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.history.SchemaHistory.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evolutions that break somebody, and what the build says about them. */
final class EvolutionTest {
    private static final String ID = "{'name': 'id', 'type': 'string'}";

    @Test
    void addingAndRemovingFieldsWithDefaultsIsFine() {
        // When
        List<String> problems = problems(
                record(ID),
                record(ID, "{'name': 'source', 'type': ['null', 'string'], 'default': null}"),
                record(ID, "{'name': 'pixels', 'type': 'long', 'default': 0}"));

        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void namesAFieldRemovedWithoutDefault() {
        // When
        List<String> problems = problems(record(ID, "{'name': 'width', 'type': 'int'}"), record(ID));

        // Then
        assertThat(problems)
                .containsExactly("Photo: version 1 cannot read what version 2 writes, because of field width: it is"
                        + " missing in one version and has no default in the other. Only a field with a default may"
                        + " be added or removed");
    }

    @Test
    void namesAFieldAddedWithoutDefault() {
        // When
        List<String> problems = problems(record(ID), record(ID, "{'name': 'width', 'type': 'int'}"));

        // Then
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("Photo: version 2 cannot read what version 1 writes, because of field width: ");
    }

    @Test
    void namesAFieldWhoseTypeChanged() {
        // When
        List<String> problems = problems(record(ID), record("{'name': 'id', 'type': 'long'}"));

        // Then
        assertThat(problems)
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem)
                        .contains("because of field id: its type was changed (reader type: ")
                        .contains("STRING")
                        .contains("LONG"));
    }

    @Test
    void namesAFieldThatWasOnlyWidened() {
        // When
        List<String> problems = problems(
                record(ID, "{'name': 'bytes', 'type': 'int'}"), record(ID, "{'name': 'bytes', 'type': 'long'}"));

        // Then
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("Photo: version 1 cannot read what version 2 writes, because of field bytes: its type");
    }

    @Test
    void namesAnEnumThatGrewWithoutDefault() {
        // When
        List<String> problems = problems(
                record("{'name': 'lane', 'type': {'type': 'enum', 'name': 'Lane', 'symbols': ['A']}}"),
                record("{'name': 'lane', 'type': {'type': 'enum', 'name': 'Lane', 'symbols': ['A', 'B']}}"));

        // Then
        assertThat(problems)
                .containsExactly("Photo: version 1 cannot read what version 2 writes, because of field lane: its enum"
                        + " has no default to read the symbols [B] as. Give an enum a default before its symbols"
                        + " change");
    }

    @Test
    void anEnumWithADefaultMayGrow() {
        // When
        List<String> problems = problems(
                record("{'name': 'lane', 'type': {'type': 'enum', 'name': 'Lane', 'symbols': ['A'], 'default': 'A'}}"),
                record(
                        "{'name': 'lane', 'type': {'type': 'enum', 'name': 'Lane', 'symbols': ['A', 'B'], 'default': 'A'}}"));

        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void namesAFieldThatBecameOptional() {
        // When
        List<String> problems =
                problems(record(ID), record("{'name': 'id', 'type': ['null', 'string'], 'default': null}"));

        // Then
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("Photo: version 1 cannot read what version 2 writes, because of field id: ");
    }

    @Test
    void namesAFieldDeepInside() {
        // When
        List<String> problems =
                problems(record(variants("{'name': 'width', 'type': 'int'}, " + ID)), record(variants(ID)));

        // Then
        assertThat(problems).singleElement().asString().contains("because of field variants[].width: ");
    }

    @Test
    void comparesWithEveryVersionAndNotOnlyTheLast() {
        // Given
        String withDefault = "{'name': 'pixels', 'type': 'long', 'default': 0}";
        String otherType = "{'name': 'pixels', 'type': 'string', 'default': ''}";

        // When
        List<String> problems = problems(record(ID, withDefault), record(ID), record(ID, otherType));

        // Then
        assertThat(problems)
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("field pixels"));
    }

    @Test
    void keepsVersionsOnDisk(@TempDir Path folder) {
        // Given
        Schema first = schema(record(ID));
        Schema second = schema(record(ID, "{'name': 'pixels', 'type': 'long', 'default': 0}"));

        // When
        SchemaHistory history =
                SchemaHistory.read(folder.resolve("Photo")).append(first).append(second);

        // Then
        assertThat(history.versions()).containsExactly(new Version(1, first), new Version(2, second));
        assertThat(history.endsWith(second)).isTrue();
        assertThat(history.endsWith(first)).isFalse();
    }

    private static List<String> problems(String... definitions) {
        return Evolution.problems(
                "Photo",
                IntStream.range(0, definitions.length)
                        .mapToObj(i -> new Version(i + 1, schema(definitions[i])))
                        .toList());
    }

    private static String variants(String fields) {
        return "{'name': 'variants', 'type': {'type': 'array', 'items': {'type': 'record', 'name': 'Variant', 'fields': [%s]}}}"
                .formatted(fields);
    }

    private static String record(String... fields) {
        return "{'type': 'record', 'name': 'Photo', 'fields': [%s]}".formatted(String.join(", ", fields));
    }

    private static Schema schema(String definition) {
        return new Schema.Parser().parse(definition.replace('\'', '"'));
    }
}

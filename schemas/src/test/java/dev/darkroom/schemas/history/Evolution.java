package dev.darkroom.schemas.history;

import dev.darkroom.schemas.history.SchemaHistory.Version;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * What forbids a schema's evolution. The rule is Glue's FULL_ALL: every version reads what any other wrote, so that
 * producers and consumers may be deployed, and topics replayed, in any order.
 */
final class Evolution {
    private Evolution() {}

    /** One sentence for each thing that some version could not read of another; none when all is well. */
    static List<String> problems(String name, List<Version> versions) {
        return versions.stream()
                .flatMap(reader -> versions.stream().flatMap(writer -> problems(name, reader, writer)))
                .toList();
    }

    private static Stream<String> problems(String name, Version reader, Version writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader.schema(), writer.schema())
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found -> "%s: version %d cannot read what version %d writes, because of %s: %s"
                        .formatted(
                                name,
                                reader.number(),
                                writer.number(),
                                place(reader.schema(), found),
                                explanation(found)));
    }

    private static String place(Schema reader, Incompatibility found) {
        String field = FieldPath.of(reader, found.getLocation());
        return field.isEmpty() ? "the whole record" : "field " + field;
    }

    private static String explanation(Incompatibility found) {
        return switch (found.getType()) {
            case READER_FIELD_MISSING_DEFAULT_VALUE ->
                "it is missing in one version and has no default in the other. Only a field with a default may be added or removed";
            case TYPE_MISMATCH, FIXED_SIZE_MISMATCH ->
                "its type was changed (%s). Add a field of another name, with a default, instead"
                        .formatted(found.getMessage());
            case MISSING_ENUM_SYMBOLS ->
                "its enum has no default to read the symbols %s as. Give an enum a default before its symbols change"
                        .formatted(found.getMessage());
            case MISSING_UNION_BRANCH ->
                "a type was added to its union or taken from it (%s). Add a field of another name, with a default, instead"
                        .formatted(found.getMessage());
            case NAME_MISMATCH -> "a type was renamed (%s). Keep the old name".formatted(found.getMessage());
        };
    }
}

package dev.darkroom.schemas.history;

import dev.darkroom.schemas.registry.Definition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/** Every version a schema ever had, oldest first: the files {@code history/<name>/1.avsc}, {@code 2.avsc} and so on. */
record SchemaHistory(Path folder, List<Version> versions) {
    static SchemaHistory read(Path folder) {
        return new SchemaHistory(
                folder,
                IntStream.iterate(1, number -> Files.exists(file(folder, number)), number -> number + 1)
                        .mapToObj(number -> new Version(number, parse(file(folder, number))))
                        .toList());
    }

    boolean endsWith(Schema current) {
        return !versions.isEmpty() && Definition.of(versions.getLast().schema()).equals(Definition.of(current));
    }

    /** The history with this schema as its newest version, on disk too. */
    SchemaHistory append(Schema current) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    file(folder, versions.size() + 1),
                    SchemaFormatter.format("json/pretty", Definition.withoutJavaMarks(current)) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot add a version to " + folder, e);
        }
        return read(folder);
    }

    private static Path file(Path folder, int number) {
        return folder.resolve(number + ".avsc");
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    record Version(int number, Schema schema) {}
}

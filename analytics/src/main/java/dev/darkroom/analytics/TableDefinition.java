package dev.darkroom.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A table as Glue's Data Catalog has it: the same files become the {@code AWS::Glue::Table}s of the deployment.
 *
 * @param glue Glue's {@code TableInput}, with the names of the deployment filled in
 */
public record TableDefinition(String name, JsonNode glue) {
    /** A column's name and its type in Glue's (Hive's) words. */
    public record Column(String name, String type) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Every definition of a directory, by name.
     *
     * @param names what the placeholders <code>${…}</code> stand for; those without a name stay as they are
     */
    public static List<TableDefinition> readAll(Path directory, Map<String, String> names) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> read(file, names))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the table definitions in " + directory, e);
        }
    }

    private static TableDefinition read(Path file, Map<String, String> names) {
        try {
            String text = Files.readString(file);
            for (Map.Entry<String, String> name : names.entrySet()) {
                text = text.replace("${" + name.getKey() + "}", name.getValue());
            }
            JsonNode glue = JSON.readTree(text);
            return new TableDefinition(glue.path("Name").asText(), glue);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the table definition " + file, e);
        }
    }

    /** Whether its rows are a DynamoDB table's items; otherwise they are Parquet files. */
    public boolean isDynamoDb() {
        return glue.path("Parameters").path("classification").asText().equals("dynamodb");
    }

    public String location() {
        return glue.path("StorageDescriptor").path("Location").asText();
    }

    public List<Column> columns() {
        return columns(glue.path("StorageDescriptor").path("Columns"));
    }

    public List<Column> partitionKeys() {
        return columns(glue.path("PartitionKeys"));
    }

    private static List<Column> columns(JsonNode columns) {
        return StreamSupport.stream(columns.spliterator(), false)
                .map(column -> new Column(
                        column.path("Name").asText(), column.path("Type").asText()))
                .toList();
    }
}

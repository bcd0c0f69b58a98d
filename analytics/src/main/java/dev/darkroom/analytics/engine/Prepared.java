package dev.darkroom.analytics.engine;

import dev.darkroom.analytics.archive.Archive.ArchivedFile;
import dev.darkroom.analytics.connector.Reading;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A query and how its tables are going to be read.
 *
 * @param sql for DuckDB
 * @param readings from DynamoDB
 * @param archived from the archive
 */
public record Prepared(
        String sql, Map<TableReference, Reading> readings, Map<TableReference, List<ArchivedFile>> archived) {
    public Prepared {
        readings = Map.copyOf(readings);
        archived = Map.copyOf(archived);
    }

    /** What is read, and how, for a person. */
    public String describe() {
        return Stream.concat(
                        readings.values().stream().map(Reading::describe),
                        archived.entrySet().stream()
                                .map(table -> table.getKey().table() + ": "
                                        + table.getValue().size() + " Parquet files of the archive"))
                .sorted()
                .collect(Collectors.joining(System.lineSeparator()));
    }
}

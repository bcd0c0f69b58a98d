package dev.darkroom.analytics.engine;

import dev.darkroom.analytics.TableDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an engine works with.
 *
 * @param tables the table definitions
 * @param views by name, a query in Athena's dialect
 * @param spillBucket the bucket for what is too large for one answer of the connector
 * @param memoryLimit of DuckDB, in its words (1GB); what is beyond goes to the work directory
 * @param workDirectory for fetched and overflowing data; its owner deletes it
 */
public record EngineSettings(
        List<TableDefinition> tables,
        Map<String, String> views,
        String spillBucket,
        String memoryLimit,
        Path workDirectory) {
    public EngineSettings {
        tables = List.copyOf(tables);
        views = Map.copyOf(views);
    }
}

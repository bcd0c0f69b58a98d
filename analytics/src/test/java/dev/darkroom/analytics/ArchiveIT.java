package dev.darkroom.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Parquet files as Confluent's S3 sink lays them out, made by DuckDB since that sink is not to be had from Maven Central:
 * its layout and types are followed, its own files have not been read.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class ArchiveIT {
    private static final String PROCESSED = "processed-images";

    private TestingTables tables;
    private Path files;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        files = directory;
        tables = TestingTables.start(directory.resolve("s3"));
        tables.put(Items.processed("both", "acme", 2_000, "2026-11-27T01:00:00.000Z"));
        tables.put(Items.processed("recent", "acme", 3_000, "2026-11-27T02:00:00.000Z"));
        archive(
                PROCESSED,
                "year=2026/month=11/day=26/hour=23",
                "p1",
                processed("old", "2026-11-26 23:00:00", "old one"));
        archive(
                PROCESSED,
                "year=2026/month=11/day=27/hour=01",
                "p2",
                processed("both", "2026-11-27 01:00:00", "archived too"));
        archive(
                PROCESSED,
                "year=2026/month=11/day=27/hour=01",
                "p3",
                processed("twice", "2026-11-27 01:30:00", "first"));
        archive(
                PROCESSED,
                "year=2026/month=11/day=27/hour=01",
                "p4",
                processed("twice", "2026-11-27 01:30:00", "again"));
        archive("failed-images", "year=2026/month=11/day=27/hour=01", "f1", """
                SELECT 'bad' AS image_id, 'globex' AS customer_id, 'PROCESSING' AS stage, 'TRUNCATED' AS reason,
                    'It ends early.' AS detail, 1 AS attempts, TIMESTAMP_MS '2026-11-27 01:45:00.007' AS finished_at""");
    }

    /** An older schema: without duplicate_of. */
    private static String processed(String imageId, String finishedAt, String name) {
        return """
                SELECT '%s' AS image_id, 'acme' AS customer_id, 'EXPRESS' AS lane, 'image/png' AS content_type,
                    CAST(1000 AS BIGINT) AS size_bytes, 40 AS width, 30 AS height, '%s' AS source_name,
                    TIMESTAMP_MS '2026-11-26 22:59:59.123' AS received_at, TIMESTAMP_MS '%s' AS finished_at,
                    [{'name': 'web', 'size_bytes': CAST(400 AS BIGINT)}] AS variants""".formatted(imageId, name, finishedAt);
    }

    private void archive(String topic, String partition, String name, String select) throws SQLException, IOException {
        Path file = files.resolve(name + ".parquet");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
        }
        tables.objects()
                .putObject(
                        put -> put.bucket(TestingTables.BUCKET)
                                .key("archive/" + topic + "/" + partition + "/" + topic + "+0+" + name
                                        + ".snappy.parquet"),
                        RequestBody.fromFile(file));
    }

    @AfterAll
    void stop() {
        tables.close();
    }

    @Test
    void isJoinedWithWhatDynamoDbHasSoThatEveryImageIsThereOnce() throws Exception {
        // When
        JsonNode rows = tables.ask("SELECT image_id, outcome, reason, size_bytes, received_at, finished_at,"
                + " cardinality(variants) AS variants FROM all_images ORDER BY image_id");

        // Then
        assertThat(rows)
                .extracting(row -> row.get("image_id").asText())
                .containsExactly("bad", "both", "old", "recent", "twice");
        assertThat(rows)
                .extracting(row -> row.get("outcome").asText())
                .containsExactly("failed", "processed", "processed", "processed", "processed");
        assertThat(rows.get(0).get("reason").asText()).isEqualTo("TRUNCATED");
        assertThat(rows.get(0).get("finished_at").asText()).isEqualTo("2026-11-27T01:45:00.007Z");
        assertThat(rows.get(1).get("size_bytes").asInt())
                .as("DynamoDB's word counts")
                .isEqualTo(2_000);
        assertThat(rows.get(2).get("received_at").asText()).isEqualTo("2026-11-26T22:59:59.123Z");
        assertThat(rows.get(2).get("variants").asInt()).isEqualTo(1);
    }

    @Test
    void isReadOnlyInThePartitionsThatAreAskedFor() throws Exception {
        // When
        TestingTables.Run run = tables.run(
                tables.dynamoDb(),
                List.of(
                        "--explain",
                        "SELECT * FROM processed_images_archive WHERE year = '2026' AND month = '11' AND day = '27'"));
        JsonNode rows = tables.ask("SELECT count(*) AS events, count(DISTINCT image_id) AS images"
                + " FROM awsdatacatalog.darkroom.processed_images_archive WHERE day = '27' AND hour >= '01'");

        // Then
        assertThat(run.out()).contains("processed_images_archive: 3 Parquet files");
        assertThat(rows.get(0).get("events").asInt()).isEqualTo(3);
        assertThat(rows.get(0).get("images").asInt()).isEqualTo(2);
    }

    @Test
    void hasNullsForColumnsThatAFileIsTooOldFor() throws Exception {
        // When
        JsonNode rows =
                tables.ask("SELECT duplicate_of, variants FROM processed_images_archive WHERE image_id = 'old'");

        // Then
        assertThat(rows.get(0).get("duplicate_of").isNull()).isTrue();
        assertThat(rows.get(0).get("variants").get(0).get("size_bytes").asInt()).isEqualTo(400);
        assertThat(rows.get(0).get("variants").get(0).get("sha256").isNull()).isTrue();
    }
}

package dev.darkroom.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
final class FormatsIT {
    private static final String QUERY = "SELECT customer_id, count(*) AS images FROM images GROUP BY 1 ORDER BY 1";

    private TestingTables tables;

    @BeforeAll
    void start(@TempDir Path directory) {
        tables = TestingTables.start(directory);
        for (int i = 0; i < 3; i++) {
            tables.put(
                    Items.processed("image-" + i, i == 0 ? "acme" : "globex, Inc", 1_000, "2026-11-27T00:00:00.000Z"));
        }
    }

    @AfterAll
    void stop() {
        tables.close();
    }

    private TestingTables.Run run(String... arguments) throws Exception {
        return tables.run(tables.dynamoDb(), List.of(arguments));
    }

    @Test
    void printsATable() throws Exception {
        // Then
        assertThat(run(QUERY).out()).isEqualTo("""
                customer_id  images
                -------------------
                acme              1
                globex, Inc       2
                (2 rows)
                """);
    }

    @Test
    void printsCsv() throws Exception {
        // Then
        assertThat(run("--format", "csv", QUERY).out()).isEqualTo("customer_id,images\nacme,1\n\"globex, Inc\",2\n");
    }

    @Test
    void drawsAChart() throws Exception {
        // Then
        assertThat(run("--chart", QUERY).out().lines().toList())
                .satisfiesExactly(
                        acme -> assertThat(acme).startsWith("acme ").endsWith("█".repeat(25) + " 1"),
                        globex -> assertThat(globex).endsWith("█".repeat(50) + " 2"));
    }

    @Test
    void writesParquet(@TempDir Path directory) throws Exception {
        // Given
        Path file = directory.resolve("answer.parquet");

        // When
        TestingTables.Run run = run("--format", "parquet", "--output", file.toString(), "SELECT * FROM images");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet answer =
                        statement.executeQuery("SELECT count(*), sum(variants[1].size_bytes) FROM '" + file + "'")) {
            answer.next();
            assertThat(answer.getInt(1)).isEqualTo(3);
            assertThat(answer.getLong(2)).isEqualTo(300);
        }
    }

    @Test
    void saysInASentenceWhatIsWrong() throws Exception {
        // Then
        assertThat(run("SELECT soundex(lane) FROM images"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(Sql.NOT_ANSWERED))
                .satisfies(run -> assertThat(run.err())
                        .contains("soundex is not run here")
                        .doesNotContain("\tat "));
        assertThat(run("SELECT lame FROM images").err()).contains("lame").contains("lane");
        assertThat(run("no-such-question").err()).contains("There is no question no-such-question", "top-customers");
        assertThat(run("--format", "parquet", QUERY).err()).contains("--output");
    }

    @Test
    void listsTheQuestions() throws Exception {
        // Then
        assertThat(run("--list").out()).contains("failure-reasons", "Why did images fail");
    }
}

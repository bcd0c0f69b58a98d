package dev.darkroom.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What of a query reaches DynamoDB, told by the requests that arrive there. */
@TestInstance(Lifecycle.PER_CLASS)
final class HandedDownIT {
    private TestingTables tables;
    private RecordingProxy proxy;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        tables = TestingTables.start(directory);
        for (int i = 0; i < 200; i++) {
            tables.put(Items.processed(
                    "image-" + i, "customer-" + i % 4, 1_000L + i, "2026-11-27T00:%02d:00.000Z".formatted(i % 60)));
        }
        proxy = RecordingProxy.before(tables.dynamoDb());
    }

    @AfterAll
    void stop() {
        proxy.close();
        tables.close();
    }

    @BeforeEach
    void forget() {
        proxy.requests().clear();
    }

    @Test
    void looksAKeyUpByOneQueryAndNoScan() throws Exception {
        // When
        JsonNode rows = tables.ask(proxy.address(), "SELECT size_bytes FROM images WHERE image_id = 'image-7'");

        // Then
        assertThat(rows.get(0).get("size_bytes").asInt()).isEqualTo(1_007);
        assertThat(proxy.operations()).containsOnlyOnce("Query").doesNotContain("Scan");
    }

    @Test
    void asksTheIndexForACustomersImagesOfATime() throws Exception {
        // When
        JsonNode rows = tables.ask(
                proxy.address(),
                "WITH mine AS (SELECT * FROM images WHERE customer_id = 'customer-1') SELECT count(*) AS images FROM mine"
                        + " WHERE finished_at BETWEEN '2026-11-27T00:01:00.000Z' AND '2026-11-27T00:05:00.000Z'");

        // Then
        assertThat(rows.get(0).get("images").asInt()).isEqualTo(8);
        JsonNode query = proxy.only("Query");
        assertThat(query.get("IndexName").asText()).isEqualTo("customer-finished");
        assertThat(query.get("KeyConditionExpression").asText()).contains("#customer_id =", "#finished_at BETWEEN");
        assertThat(proxy.operations()).doesNotContain("Scan");
    }

    @Test
    void readsOnlyTheColumnsAndItemsThatMatter() throws Exception {
        // When
        JsonNode rows = tables.ask(
                proxy.address(), "SELECT sum(width) AS width FROM images WHERE size_bytes < 1003 OR size_bytes = 1100");

        // Then
        assertThat(rows.get(0).get("width").asInt()).isEqualTo(4 * 4_000);
        JsonNode scan = proxy.only("Scan");
        assertThat(scan.get("ProjectionExpression").asText().split(","))
                .containsExactlyInAnyOrder("#size_bytes", "#width");
        assertThat(scan.get("FilterExpression").asText()).contains("#size_bytes");
    }

    @Test
    void asksForEachOfSeveralKeys() throws Exception {
        // When
        JsonNode rows = tables.ask(
                proxy.address(), "SELECT image_id FROM images WHERE image_id IN ('image-1', 'image-2', 'no')");

        // Then
        assertThat(rows.size()).isEqualTo(2);
        assertThat(proxy.operations()).filteredOn("Query"::equals).hasSize(3);
        assertThat(proxy.operations()).doesNotContain("Scan");
    }

    @Test
    void tellsBeforehandHowItWouldReadAndReadsNothing() throws Exception {
        // When
        TestingTables.Run run = tables.run(
                proxy.address(), List.of("--explain", "SELECT * FROM all_images WHERE customer_id = 'customer-1'"));

        // Then
        assertThat(run.out())
                .contains("images: Query on the index customer-finished by customer_id")
                .contains("processed_images_archive: 0 Parquet files");
        assertThat(proxy.operations()).doesNotContain("Scan", "Query");
    }

    @Test
    void answersAsIfEverythingHadBeenReadWhateverIsHandedDown() throws Exception {
        // When
        JsonNode row = tables.ask(proxy.address(), """
                        SELECT
                            (SELECT count(*) FROM images WHERE NOT (size_bytes > 1005 AND size_bytes <> 1190)) AS negated,
                            (SELECT count(*) FROM images WHERE upper(customer_id) = 'CUSTOMER-2') AS computed,
                            (SELECT count(*) FROM images a JOIN images b USING (customer_id)
                                WHERE a.image_id = 'image-0' AND b.size_bytes > 1100) AS joined,
                            (SELECT count(*) FROM (SELECT * FROM images LIMIT 17)) AS limited,
                            (SELECT count(*) FROM images WHERE reason = 'x' OR customer_id = 'customer-3') AS either
                        """).get(0);

        // Then
        assertThat(row.get("negated").asInt()).isEqualTo(7);
        assertThat(row.get("computed").asInt()).isEqualTo(50);
        assertThat(row.get("joined").asInt()).isEqualTo(24);
        assertThat(row.get("limited").asInt()).isEqualTo(17);
        assertThat(row.get("either").asInt()).isEqualTo(50);
    }
}

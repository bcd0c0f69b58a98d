package dev.darkroom.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items that have next to nothing, or more and other than they should; four of them are what the connector infers from. */
@TestInstance(Lifecycle.PER_CLASS)
final class SparseItemsIT {
    private TestingTables tables;

    @BeforeAll
    void start(@TempDir Path directory) {
        tables = TestingTables.start(directory);
        for (int i = 0; i < 50; i++) {
            tables.put(Map.of("image_id", Items.text("bare-" + i)));
        }
        tables.put(Items.processed("whole", "acme", 9_007_199_254_740_993L, "2026-11-27T00:00:00.000Z"));
        tables.put(Map.of(
                "image_id", Items.text("odd"),
                "customer_id", Items.text("acme"),
                "lane", AttributeValue.fromNul(true),
                "size_bytes", AttributeValue.fromN("1E3"),
                "variants", AttributeValue.fromL(List.of()),
                "detail", Items.text("a \"quoted\", many-\nlined détail 🎞"),
                "Surprise", Items.text("no column")));
        tables.put(Map.of(
                "image_id", Items.text("half"),
                "variants", AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of("name", Items.text("web")))))));
    }

    @AfterAll
    void stop() {
        tables.close();
    }

    @Test
    void losesNoColumnThatOnlyOneItemHas() throws Exception {
        // When
        JsonNode row =
                tables.ask("SELECT * FROM images WHERE image_id = 'whole'").get(0);

        // Then
        assertThat(row.size()).isEqualTo(20);
        assertThat(row.get("size_bytes").asLong()).isEqualTo(9_007_199_254_740_993L);
        assertThat(row.get("attempts").asInt()).isEqualTo(1);
        assertThat(row.get("finished_at").asText()).isEqualTo("2026-11-27T00:00:00.000Z");
        assertThat(row.get("reason").isNull()).isTrue();
        assertThat(row.get("variants").size()).isEqualTo(2);
        assertThat(row.get("variants").get(1).get("key").asText()).isEqualTo("processed/whole/web");
        assertThat(row.get("variants").get(1).get("width").asInt()).isEqualTo(320);
    }

    @Test
    void readsOddItemsForWhatTheyAre() throws Exception {
        // When
        JsonNode rows = tables.ask("SELECT image_id, lane, size_bytes, detail, cardinality(variants) AS variants"
                + " FROM images WHERE image_id IN ('odd', 'half', 'bare-7') ORDER BY image_id");

        // Then
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.get(0).get("size_bytes").isNull()).isTrue();
        assertThat(rows.get(1).get("variants").asInt()).isEqualTo(1);
        assertThat(rows.get(2).get("lane").isNull()).isTrue();
        assertThat(rows.get(2).get("size_bytes").asLong()).isEqualTo(1_000);
        assertThat(rows.get(2).get("variants").asInt()).isZero();
        assertThat(rows.get(2).get("detail").asText()).isEqualTo("a \"quoted\", many-\nlined détail 🎞");
    }

    @Test
    void countsEveryItemAndFindsWhatIsMissing() throws Exception {
        // When
        JsonNode row = tables.ask("SELECT count(*) AS items, count(customer_id) AS with_customer,"
                        + " count_if(outcome IS NULL) AS without_outcome FROM images")
                .get(0);

        // Then
        assertThat(row.get("items").asInt()).isEqualTo(53);
        assertThat(row.get("with_customer").asInt()).isEqualTo(2);
        assertThat(row.get("without_outcome").asInt()).isEqualTo(52);
    }

    @Test
    void unnestsVariantsWithFieldsMissing() throws Exception {
        // When
        JsonNode rows = tables.ask("SELECT image_id, v.name, v.size_bytes FROM images CROSS JOIN UNNEST(variants) AS v"
                + " (name, bucket, key, content_type, size_bytes, width, height, sha256) ORDER BY image_id, name");

        // Then
        assertThat(rows).extracting(row -> row.get("image_id").asText()).containsExactly("half", "whole", "whole");
        assertThat(rows.get(0).get("size_bytes").isNull()).isTrue();
    }
}

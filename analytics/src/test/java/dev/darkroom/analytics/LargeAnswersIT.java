package dev.darkroom.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** More than one answer of the connector holds: it comes by S3, encrypted, and is gone from there afterwards. */
final class LargeAnswersIT {
    private static final int ITEMS = 4_000;
    private static final String QUERY = "SELECT count(*) AS images, count(DISTINCT image_id) AS ids,"
            + " sum(size_bytes) AS bytes, sum(length(detail)) AS letters, sum(cardinality(variants)) AS variants,"
            + " min(sha256) AS sha256 FROM images";

    @Test
    void comeThroughTheBucketWholeAndLeaveNothingBehind(@TempDir Path directory) throws Exception {
        try (TestingTables tables = TestingTables.start(directory)) {
            // Given
            long bytes = put(tables);

            Map<String, String> noS3 = Map.of("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1");
            TestingTables.Run withoutS3 = tables.run(tables.dynamoDb(), noS3, List.of(QUERY));

            // When
            JsonNode row = tables.ask(QUERY).get(0);

            // Then
            assertThat(withoutS3.err()).as(withoutS3.out()).contains("could not read images");
            assertThat(row.get("images").asInt()).isEqualTo(ITEMS);
            assertThat(row.get("ids").asInt()).isEqualTo(ITEMS);
            assertThat(row.get("bytes").asLong()).isEqualTo(bytes);
            assertThat(row.get("letters").asLong()).isEqualTo(2_000L * ITEMS);
            assertThat(row.get("variants").asInt()).isEqualTo(2 * ITEMS);
            assertThat(tables.objects()
                            .listObjectsV2(list -> list.bucket(TestingTables.BUCKET))
                            .contents())
                    .isEmpty();
        }
    }

    private static long put(TestingTables tables) {
        Random random = new Random(8);
        long bytes = 0;
        List<WriteRequest> batch = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            long size = 1_000L + random.nextInt(1_000_000);
            bytes += size;
            Map<String, AttributeValue> item =
                    new HashMap<>(Items.processed("image-" + i, "acme", size, "2026-11-27T00:00:00.000Z"));
            item.put("detail", Items.text("x".repeat(2_000)));
            batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
            if (batch.size() == 25) {
                tables.items().batchWriteItem(write -> write.requestItems(Map.of("images", List.copyOf(batch))));
                batch.clear();
            }
        }
        return bytes;
    }
}

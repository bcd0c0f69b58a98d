package dev.darkroom.finishedimages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FinishedImageTest {
    @Test
    void showsAProcessedImageWithLinksToItsVariants() {
        assertThat(Examples.image(Examples.IMAGE_ID, "acme").json())
                .isEqualTo("{\"image_id\":\"" + Examples.IMAGE_ID + "\",\"outcome\":\"processed\","
                        + "\"customer_id\":\"acme\",\"lane\":\"EXPRESS\",\"function\":\"web-variants\",\"attempts\":1,"
                        + "\"content_type\":\"image/jpeg\",\"size_bytes\":5000000000,\"sha256\":\"00ff\",\"width\":640,"
                        + "\"height\":480,\"received_at\":\"2026-01-02T03:04:05.000Z\","
                        + "\"finished_at\":\"2026-01-02T03:04:05.678Z\",\"processing_millis\":321,"
                        + "\"variants\":[{\"name\":\"thumbnail\",\"bucket\":\"processed\",\"key\":\"k/t.jpg\","
                        + "\"content_type\":\"image/jpeg\",\"size_bytes\":1,\"width\":2,\"height\":3,\"sha256\":\"01\"}],"
                        + "\"links\":{\"self\":\"/v1/images/" + Examples.IMAGE_ID + "\",\"variants\":{\"thumbnail\":"
                        + "\"/v1/images/" + Examples.IMAGE_ID + "/variants/thumbnail\"}}}");
    }

    @Test
    void showsAFailedImageWithItsReasonAndNothingForWhatIsNotKnown() {
        // When
        FinishedImage image = FinishedImage.of(
                RecordFields.of(Examples.failed(Examples.IMAGE_ID, "acme")).put("outcome", FinishedImage.FAILED));

        // Then
        assertThat(image.variants()).isEmpty();
        assertThat(image.json())
                .contains("\"outcome\":\"failed\"", "\"reason\":\"UNSUPPORTED_TYPE\"", "\"detail\":\"Not an image.\"")
                .doesNotContain("null", "source_name");
    }

    @Test
    void looksTheSameWhateverTheOrderOfItsFields() {
        // Given the fields as a table gives them: in no order
        ObjectNode fields =
                RecordFields.of(Examples.processed(Examples.IMAGE_ID, "acme")).put("outcome", FinishedImage.PROCESSED);
        List<Map.Entry<String, JsonNode>> shuffled = new ArrayList<>(fields.properties());
        Collections.shuffle(shuffled, new Random(7));
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        shuffled.forEach(field -> item.set(field.getKey(), field.getValue()));

        // When
        FinishedImage image = FinishedImage.of(item);

        // Then
        assertThat(image).isEqualTo(Examples.image(Examples.IMAGE_ID, "acme"));
    }

    @Test
    void namesTheFieldItCannotDoWithout() {
        assertThatThrownBy(() -> FinishedImage.of(JsonNodeFactory.instance.objectNode()))
                .hasMessageContaining("outcome");
    }
}

package dev.darkroom.analytics;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as the sink writes them. */
final class Items {
    private Items() {}

    /** A processed image with two variants, which are a half and a tenth of its size. */
    static Map<String, AttributeValue> processed(String imageId, String customerId, long sizeBytes, String finishedAt) {
        return Map.ofEntries(
                Map.entry("image_id", text(imageId)),
                Map.entry("customer_id", text(customerId)),
                Map.entry("outcome", text("processed")),
                Map.entry("lane", text(sizeBytes > 2_500_000 ? "STANDARD" : "EXPRESS")),
                Map.entry("function", text("web-variants")),
                Map.entry("attempts", number(1)),
                Map.entry("content_type", text(sizeBytes % 3 == 0 ? "image/png" : "image/jpeg")),
                Map.entry("size_bytes", number(sizeBytes)),
                Map.entry("sha256", text("0123456789abcdef".repeat(4))),
                Map.entry("width", number(4_000)),
                Map.entry("height", number(3_000)),
                Map.entry("received_at", text(finishedAt)),
                Map.entry("finished_at", text(finishedAt)),
                Map.entry("processing_millis", number(250)),
                Map.entry(
                        "variants",
                        AttributeValue.fromL(List.of(
                                variant(imageId, "thumbnail", sizeBytes / 10),
                                variant(imageId, "web", sizeBytes / 2)))));
    }

    private static AttributeValue variant(String imageId, String name, long sizeBytes) {
        return AttributeValue.fromM(Map.of(
                "name", text(name),
                "bucket", text("darkroom-processed-000000000000"),
                "key", text("processed/" + imageId + "/" + name),
                "content_type", text("image/jpeg"),
                "size_bytes", number(sizeBytes),
                "width", number(320),
                "height", number(240),
                "sha256", text("fedcba9876543210".repeat(4))));
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}

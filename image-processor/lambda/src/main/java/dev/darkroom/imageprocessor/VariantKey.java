package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.Rendition;

/** The object key of a rendition: {@code processed/{customer_id}/{image_id}/{variant}.{ext}}. */
final class VariantKey {
    private VariantKey() {}

    static String of(String customerId, String imageId, Rendition rendition) {
        return "processed/%s/%s/%s.%s"
                .formatted(customerId, imageId, rendition.name(), extension(rendition.contentType()));
    }

    private static String extension(String contentType) {
        return switch (contentType) {
            case "image/jpeg" -> "jpg";
            case "image/png" -> "png";
            case "image/webp" -> "webp";
            case "image/avif" -> "avif";
            case "image/gif" -> "gif";
            default -> "bin";
        };
    }
}

package dev.darkroom.schemas.serde;

import org.jspecify.annotations.Nullable;

/**
 * Whose event a message is.
 *
 * @param type full name of its Avro record
 * @param imageId null when the record does not begin with {@code image_id} and {@code customer_id}, both texts
 * @param customerId null as {@code imageId} is
 */
public record EventHead(
        String type, @Nullable String imageId, @Nullable String customerId) {}

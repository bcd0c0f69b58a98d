package dev.darkroom.topology.tracking;

import org.jspecify.annotations.Nullable;

/**
 * Whom an event is about.
 *
 * @param recordKey the key of the record that carried it
 */
record Addressee(
        String imageId, String customerId, @Nullable String recordKey) {}

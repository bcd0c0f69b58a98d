package dev.darkroom.topology.tracking;

import dev.darkroom.topology.lifecycle.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Whom an event is about.
 *
 * @param recordKey the key of the record that carried it
 * @param trace the trace that this record belongs to
 */
record Addressee(
        String imageId, String customerId, @Nullable String recordKey, Trace trace) {}

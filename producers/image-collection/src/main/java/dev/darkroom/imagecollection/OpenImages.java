package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where images that have not ended yet are asked for. */
interface OpenImages extends AutoCloseable {
    /** What is known of an image. */
    sealed interface Answer {}

    /**
     * It is on its way.
     *
     * @param fields at least image_id, customer_id and state
     */
    record Open(String customerId, ObjectNode fields) implements Answer {}

    /** Nothing is known of it, at the moment of asking. */
    record Unknown() implements Answer {}

    /** Nothing can be said just now. */
    record Away() implements Answer {}

    /** Waits a few seconds at most. */
    Answer find(String imageId);

    @Override
    default void close() {}
}

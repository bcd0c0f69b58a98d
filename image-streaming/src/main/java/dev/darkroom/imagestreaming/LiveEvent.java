package dev.darkroom.imagestreaming;

/**
 * An image that has just finished.
 *
 * @param id topic, partition and offset of its event
 */
record LiveEvent(String id, FinishedImage image) {}

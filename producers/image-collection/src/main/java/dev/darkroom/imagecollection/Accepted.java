package dev.darkroom.imagecollection;

/**
 * An image that was accepted.
 *
 * @param before whether it was already, by the same request sent before
 */
record Accepted(String imageId, boolean before) {}

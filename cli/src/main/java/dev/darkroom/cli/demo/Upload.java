package dev.darkroom.cli.demo;

import java.net.URI;

/**
 * What intake answered for one photo: accepted under an id, or turned away at the door.
 */
sealed interface Upload {
    Photo photo();

    record Accepted(Photo photo, String imageId, URI metadata) implements Upload {}

    record TurnedAway(Photo photo, int status, String detail) implements Upload {}
}

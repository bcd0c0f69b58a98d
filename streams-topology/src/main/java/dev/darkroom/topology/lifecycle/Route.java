package dev.darkroom.topology.lifecycle;

import dev.darkroom.schemas.Lane;
import org.jspecify.annotations.Nullable;

/**
 * How an image is processed.
 *
 * @param function name of the image function, maybe with its version
 * @param operations what the function is to do; null for its own default
 */
public record Route(Lane lane, String function, @Nullable String operations) {}

/** Follows the images that are finished and gives them out: their metadata, their bytes, and a live feed. */
@NullMarked
package dev.darkroom.imagestreaming;

import org.jspecify.annotations.NullMarked;

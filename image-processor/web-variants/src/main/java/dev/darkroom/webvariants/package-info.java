/**
 * The built-in image function: makes of an image what a list of operations says, by libvips or, where it is missing, in
 * Java. One decode serves all variants.
 */
@NullMarked
package dev.darkroom.webvariants;

import org.jspecify.annotations.NullMarked;

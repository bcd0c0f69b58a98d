/**
 * The built-in image function: a 256 px thumbnail and a 1600 px web variant, upright, in sRGB, without metadata. One
 * decode serves both; pixels are shrunk line by line as they are decoded, so memory does not grow with the image where
 * the format lets it.
 */
@NullMarked
package dev.darkroom.webvariants;

import org.jspecify.annotations.NullMarked;

/** What is to be made of an image: a list of variants and the operations that lead to them, read from JSON and checked once. */
@NullMarked
package dev.darkroom.operations;

import org.jspecify.annotations.NullMarked;

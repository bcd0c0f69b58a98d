/** The whole flow, from the built command through every part, one class per behaviour. */
@NullMarked
package dev.darkroom.systemtests;

import org.jspecify.annotations.NullMarked;

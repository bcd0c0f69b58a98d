/** The ./darkroom command: the whole platform in one process on one machine, and a demo over it. */
@NullMarked
package dev.darkroom.cli;

import org.jspecify.annotations.NullMarked;

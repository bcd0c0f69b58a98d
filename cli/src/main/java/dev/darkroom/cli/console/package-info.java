/** What commands print on a terminal. */
@NullMarked
package dev.darkroom.cli.console;

import org.jspecify.annotations.NullMarked;

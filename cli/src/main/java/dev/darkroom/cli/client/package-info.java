/** The commands upload and watch: clients of a platform wherever it runs, with nothing but its HTTP. */
@NullMarked
package dev.darkroom.cli.client;

import org.jspecify.annotations.NullMarked;

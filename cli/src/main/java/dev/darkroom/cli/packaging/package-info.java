/** The command package: builds what is deployed, and tells what is in it. */
@NullMarked
package dev.darkroom.cli.packaging;

import org.jspecify.annotations.NullMarked;

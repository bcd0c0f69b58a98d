/** The command connectors: keeps the connectors of any Connect group as the files in a folder say, by its REST API. */
@NullMarked
package dev.darkroom.cli.connectors;

import org.jspecify.annotations.NullMarked;

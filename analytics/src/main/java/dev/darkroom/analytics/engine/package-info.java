/** DuckDB as the engine: tables that are filled from the connector with what a query needs, and from the archive. */
@NullMarked
package dev.darkroom.analytics.engine;

import org.jspecify.annotations.NullMarked;

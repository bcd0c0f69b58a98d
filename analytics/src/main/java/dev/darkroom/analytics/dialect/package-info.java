/**
 * Athena's SQL for DuckDB: parsed by Trino's own grammar, checked construct by construct, and changed where the two
 * would answer differently. What cannot be run as Athena would run it is refused by name.
 */
@NullMarked
package dev.darkroom.analytics.dialect;

import org.jspecify.annotations.NullMarked;

/** What was done for each customer, counted where an image ends. */
@NullMarked
package dev.darkroom.topology.statistics;

import org.jspecify.annotations.NullMarked;

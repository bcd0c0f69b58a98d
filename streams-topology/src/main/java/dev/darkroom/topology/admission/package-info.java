/**
 * What becomes of a raw image: refused with a reason someone can act on, or routed to a lane. Pure functions of the
 * event; no Kafka, no clock.
 */
@NullMarked
package dev.darkroom.topology.admission;

import org.jspecify.annotations.NullMarked;

/**
 * The life of one image from its acceptance to its end: a state machine without Kafka, stores or clocks. A transition
 * takes what happened and the time and gives the next state; what has to be told follows from the step.
 */
@NullMarked
package dev.darkroom.topology.lifecycle;

import org.jspecify.annotations.NullMarked;

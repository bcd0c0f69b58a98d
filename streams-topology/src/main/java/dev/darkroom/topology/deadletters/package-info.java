/**
 * Where the topology's bad records go: the record that is to blame lands on dead-letters with its cause, and a fault
 * that is not the record's stops the stream instead, so that no good record is ever dead-lettered for it.
 */
@NullMarked
package dev.darkroom.topology.deadletters;

import org.jspecify.annotations.NullMarked;

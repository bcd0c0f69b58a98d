/**
 * The images of some customers, kept and moved on: the stores, what becomes of several images together (fair shares,
 * duplicates, redrives), and the processor that Kafka Streams runs.
 */
@NullMarked
package dev.darkroom.topology.tracking;

import org.jspecify.annotations.NullMarked;

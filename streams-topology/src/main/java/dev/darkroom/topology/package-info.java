/** The Kafka Streams topology that validates raw images and routes them to their lanes, and its runner. */
@NullMarked
package dev.darkroom.topology;

import org.jspecify.annotations.NullMarked;

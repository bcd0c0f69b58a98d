/** The Kafka Streams topology that tracks every image from its acceptance to its end, and its runner. */
@NullMarked
package dev.darkroom.topology;

import org.jspecify.annotations.NullMarked;

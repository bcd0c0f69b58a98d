/** The Avro contracts, their generated records, and the names of the topics they travel on. */
@NullMarked
package dev.darkroom.schemas;

import org.jspecify.annotations.NullMarked;

/**
 * Kafka Connect converter for Avro in AWS Glue Schema Registry's wire format. Schemas and values are mapped by pure code
 * in each direction; the bytes and the registry are the schemas module's.
 */
@NullMarked
package dev.darkroom.connect.avro;

import org.jspecify.annotations.NullMarked;

/** Kafka serializer, deserializer and serde for Avro records in AWS Glue Schema Registry's wire format. */
@NullMarked
package dev.darkroom.schemas.serde;

import org.jspecify.annotations.NullMarked;

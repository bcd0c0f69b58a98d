/**
 * A Glue Schema Registry on this machine: AWS's JSON protocol, error texts and compatibility modes for Avro schemas,
 * kept in one file that survives a restart.
 */
@NullMarked
package dev.darkroom.localstack.glue;

import org.jspecify.annotations.NullMarked;

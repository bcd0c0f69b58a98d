package dev.darkroom.schemas.registry;

import org.apache.avro.Schema;

/** One definition under one name: what a schema version is the version of. */
record SchemaKey(String name, Schema schema) {}

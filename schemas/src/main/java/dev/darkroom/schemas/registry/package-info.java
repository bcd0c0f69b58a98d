/** Where schema versions get their ids: AWS Glue Schema Registry, behind one small interface. */
@NullMarked
package dev.darkroom.schemas.registry;

import org.jspecify.annotations.NullMarked;

/** Reads what the local stack needs to know from the AWS template: buckets, tables, functions and their event sources. */
@NullMarked
package dev.darkroom.localstack.template;

import org.jspecify.annotations.NullMarked;

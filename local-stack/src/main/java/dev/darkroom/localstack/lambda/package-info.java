/**
 * Lambda on this machine: each function's deployment package runs under AWS's own Java runtime in a JVM of its own,
 * fed by an event source that reads Kafka as Lambda's MSK event source does.
 */
@NullMarked
package dev.darkroom.localstack.lambda;

import org.jspecify.annotations.NullMarked;

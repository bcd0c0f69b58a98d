/**
 * The whole platform's surroundings in one process: LocalStack starts Kafka, Connect,
 * DynamoDB, S3, the Glue registry and the Lambda event sources on loopback addresses, from the same files that deploy
 * them on AWS. Each part also stands alone for a test that needs just that one.
 */
@NullMarked
package dev.darkroom.localstack;

import org.jspecify.annotations.NullMarked;

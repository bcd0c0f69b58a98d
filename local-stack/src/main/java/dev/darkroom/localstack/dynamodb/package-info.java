/**
 * DynamoDB Local in this process, on a loopback port. AWS's licence lets it be used beside AWS and neither changed, built
 * into other programs nor passed on; it is therefore fetched by the build, kept apart from our jars and loaded by name.
 */
@NullMarked
package dev.darkroom.localstack.dynamodb;

import org.jspecify.annotations.NullMarked;

/** From a record to the write it asks for: pure code that knows neither DynamoDB's client nor Connect's task. */
@NullMarked
package dev.darkroom.dynamodb.mapping;

import org.jspecify.annotations.NullMarked;

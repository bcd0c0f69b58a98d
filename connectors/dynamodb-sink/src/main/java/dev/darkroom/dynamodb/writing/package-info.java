/**
 * From writes to items: in order per key, in batches where DynamoDB takes them, through layers that pace, retry and
 * isolate, beside Connect's polls.
 */
@NullMarked
package dev.darkroom.dynamodb.writing;

import org.jspecify.annotations.NullMarked;

/**
 * Kafka Connect sink that writes records as DynamoDB items. A record is mapped to a write (pure code), the last write of
 * each key in a delivery survives, and batches of those go to DynamoDB through layers that retry and isolate.
 */
@NullMarked
package dev.darkroom.dynamodb;

import org.jspecify.annotations.NullMarked;

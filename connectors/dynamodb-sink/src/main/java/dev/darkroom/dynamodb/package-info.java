/**
 * Kafka Connect sink that writes records as DynamoDB items: what Connect drives, and how its parts go together. Records
 * become writes in {@code mapping}, writes become items in {@code writing}, and {@code connection} knows AWS.
 */
@NullMarked
package dev.darkroom.dynamodb;

import org.jspecify.annotations.NullMarked;

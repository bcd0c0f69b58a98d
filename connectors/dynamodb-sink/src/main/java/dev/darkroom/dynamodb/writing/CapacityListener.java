package dev.darkroom.dynamodb.writing;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** Who is told what DynamoDB says that a request has cost. */
interface CapacityListener {
    /** Adds the write capacity units of one table, its indexes included. */
    void add(@Nullable ConsumedCapacity consumed);
}

package dev.darkroom.dynamodb.writing;

/** Who is told what DynamoDB says that a request has cost. */
interface ConsumedCapacity {
    /** Adds the write capacity units of one table, its indexes included. */
    void add(
            software.amazon.awssdk.services.dynamodb.model.@org.jspecify.annotations.Nullable ConsumedCapacity
                    consumed);
}

package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.connection.TableCreation;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where writes go.
 *
 * @param s3 for what is too large for an item, if that is wanted
 * @param tableCreation if missing tables may be made
 * @param keyNames the tables' key attributes, hash key first
 * @param batched whether all writes can be made by BatchWriteItem
 */
public record Destination(
        DynamoDbClient dynamoDb,
        Optional<S3Client> s3,
        Optional<TableCreation> tableCreation,
        List<String> keyNames,
        boolean batched) {
    ItemWriter writer(CapacityListener capacity) {
        return batched ? new DynamoDbBatchWriter(dynamoDb, capacity) : new DynamoDbItemWriter(dynamoDb, capacity);
    }

    ItemWriter withOffloads(ItemWriter writer, SinkMetrics metrics) {
        return s3.isPresent() ? new OffloadingWriter(writer, s3.get(), metrics) : writer;
    }
}

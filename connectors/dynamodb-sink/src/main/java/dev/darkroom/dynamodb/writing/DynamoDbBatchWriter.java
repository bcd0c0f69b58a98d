package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Makes a request's writes by one BatchWriteItem, once. They carry neither guards nor updates. */
final class DynamoDbBatchWriter implements ItemWriter {
    private final DynamoDbClient client;
    private final CapacityListener capacity;

    DynamoDbBatchWriter(DynamoDbClient client, CapacityListener capacity) {
        this.client = client;
        this.capacity = capacity;
    }

    @Override
    public WriteOutcome write(Request request) {
        List<WriteRequest> requests = new ArrayList<>(request.writes().size());
        request.writes().forEach(write -> requests.add(requestOf(write.write().change())));
        try {
            BatchWriteItemResponse response = client.batchWriteItem(BatchWriteItemRequest.builder()
                    .requestItems(Map.of(request.table(), requests))
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                    .build());
            response.consumedCapacity().forEach(capacity::add);
            return response.hasUnprocessedItems()
                            && !response.unprocessedItems().isEmpty()
                    ? unprocessed(response.unprocessedItems().values(), request)
                    : new WriteOutcome.Taken(0);
        } catch (SdkException e) {
            return DynamoDbFailure.outcome(e, request);
        }
    }

    private static WriteRequest requestOf(Change change) {
        if (change instanceof Change.Put put) {
            return WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(put.item()).build())
                    .build();
        }
        if (change instanceof Change.Delete delete) {
            return WriteRequest.builder()
                    .deleteRequest(DeleteRequest.builder().key(delete.key()).build())
                    .build();
        }
        throw new IllegalArgumentException("BatchWriteItem makes no updates");
    }

    private static WriteOutcome unprocessed(Collection<List<WriteRequest>> unprocessed, Request request) {
        List<WriteRequest> requests =
                unprocessed.stream().flatMap(Collection::stream).toList();
        return new WriteOutcome.Unfinished(
                writesOf(requests, request.writes()), "unprocessed items", WriteOutcome.Cause.THROTTLED);
    }

    /** The writes that unprocessed requests stand for; all of them when one is not recognised. */
    private static List<MappedWrite> writesOf(List<WriteRequest> unprocessed, List<MappedWrite> writes) {
        Map<Map<String, AttributeValue>, MappedWrite> byKey = new HashMap<>();
        writes.forEach(write -> byKey.put(write.write().key().attributes(), write));
        Set<String> keyNames = writes.get(0).write().key().attributes().keySet();
        List<MappedWrite> left = new ArrayList<>(unprocessed.size());
        for (WriteRequest request : unprocessed) {
            @Nullable MappedWrite write = byKey.get(keyOf(request, keyNames));
            if (write == null) {
                return writes;
            }
            left.add(write);
        }
        return left;
    }

    private static Map<String, AttributeValue> keyOf(WriteRequest request, Set<String> keyNames) {
        Map<String, AttributeValue> key = new HashMap<>(
                request.putRequest() == null
                        ? request.deleteRequest().key()
                        : request.putRequest().item());
        key.keySet().retainAll(keyNames);
        return key;
    }
}

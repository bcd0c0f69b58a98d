package dev.darkroom.dynamodb.writing;

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
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Makes one BatchWriteItem request of a batch, once. */
final class DynamoDbBatchWriter implements BatchWriter {
    private final DynamoDbClient client;

    DynamoDbBatchWriter(DynamoDbClient client) {
        this.client = client;
    }

    @Override
    public BatchOutcome write(List<Write> batch) {
        String table = batch.get(0).key().table();
        List<WriteRequest> requests =
                batch.stream().map(write -> write.change().request()).toList();
        try {
            List<WriteRequest> unprocessed = client
                    .batchWriteItem(request -> request.requestItems(Map.of(table, requests)))
                    .unprocessedItems()
                    .values()
                    .stream()
                    .flatMap(Collection::stream)
                    .toList();
            return unprocessed.isEmpty()
                    ? new BatchOutcome.Written()
                    : new BatchOutcome.Unfinished(writesOf(unprocessed, batch), "unprocessed items");
        } catch (SdkException e) {
            return DynamoDbFailure.outcome(e, batch);
        }
    }

    /** The writes that unprocessed requests stand for; all of the batch when one of them is not recognised. */
    private static List<Write> writesOf(List<WriteRequest> unprocessed, List<Write> batch) {
        Map<Map<String, AttributeValue>, Write> byKey = new HashMap<>();
        batch.forEach(write -> byKey.put(write.key().attributes(), write));
        Set<String> keyNames = batch.get(0).key().attributes().keySet();
        List<Write> left = new ArrayList<>(unprocessed.size());
        for (WriteRequest request : unprocessed) {
            @Nullable Write write = byKey.get(keyOf(request, keyNames));
            if (write == null) {
                return batch;
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

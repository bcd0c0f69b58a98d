package dev.darkroom.dynamodb.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.sink.SinkRecord;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Threads that send what is next, with no thought of order, errors, sizes or offsets. */
final class BareLoop extends Case {
    private static final int RECORDS = 100_000;
    private static final List<SinkRecord> SOURCE = BenchmarkRecords.records(10_000);
    private static final List<Map<String, AttributeValue>> ITEMS =
            SOURCE.stream().map(BenchmarkRecords::item).toList();

    private final DynamoDbClient client;
    private final int threads;
    private final int perRequest;
    private final boolean itemsMadeBefore;

    BareLoop(String name, DynamoDbClient client, int threads, int perRequest, boolean itemsMadeBefore) {
        super(name);
        this.client = client;
        this.threads = threads;
        this.perRequest = perRequest;
        this.itemsMadeBefore = itemsMadeBefore;
    }

    @Override
    int write() throws Exception {
        int records = perRequest == 1 ? RECORDS / 5 : RECORDS;
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    for (int from = next.getAndAdd(perRequest); from < records; from = next.getAndAdd(perRequest)) {
                        send(from);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return records;
    }

    private void send(int from) {
        if (perRequest == 1) {
            client.putItem(put -> put.tableName(BenchmarkRecords.TABLE).item(item(from)));
            return;
        }
        List<WriteRequest> requests = new ArrayList<>(perRequest);
        for (int i = from; i < from + perRequest; i++) {
            requests.add(WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(item(i)).build())
                    .build());
        }
        client.batchWriteItem(batch -> batch.requestItems(Map.of(BenchmarkRecords.TABLE, requests)));
    }

    private Map<String, AttributeValue> item(int number) {
        int place = number % SOURCE.size();
        return itemsMadeBefore ? ITEMS.get(place) : BenchmarkRecords.item(SOURCE.get(place));
    }
}

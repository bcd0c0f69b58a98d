package dev.darkroom.analytics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Times of queries over a million items, and the runner's peak memory. Each query runs in a runner of its own, from the
 * start of its JVM to its end; the time within it, and the first run against later ones, is told by the lookups that one
 * runner answers in a row. {@code mvn -pl analytics test-compile exec:exec -Dbenchmark=dev.darkroom.analytics.MillionItemsBenchmark}
 */
final class MillionItemsBenchmark {
    private static final int ITEMS = Integer.getInteger("items", 1_000_000);
    private static final int CUSTOMERS = 1_000;
    private static final int A_BATCH = 25;
    private static final List<String> QUERIES = List.of(
            "SELECT outcome, lane FROM images WHERE image_id = 'image-0000500'",
            "SELECT count(*) FROM images WHERE customer_id = 'customer-7'",
            "images-per-customer",
            "top-customers",
            "bytes-saved-by-format",
            "time-to-terminal",
            "duplicates-saved");

    private MillionItemsBenchmark() {}

    static void main() throws Exception {
        Path directory = Files.createTempDirectory("million-items-");
        try (TestingTables tables = TestingTables.start(directory)) {
            long started = System.nanoTime();
            load(tables);
            System.out.printf("%d items loaded in %d s%n", ITEMS, since(started).toSeconds());
            for (String query : QUERIES) {
                measure(tables, query, query.startsWith("SELECT") ? 5 : 1);
            }
            lookupsInARow(tables);
        }
    }

    private static void measure(TestingTables tables, String query, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            long started = System.nanoTime();
            Process runner = tables.process(tables.dynamoDb(), List.of("--format", "csv", query))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            long peak = peak(runner);
            System.out.printf(
                    "%-70s %6d ms, CPU %6d ms, peak %d MB%n",
                    query, since(started).toMillis(), cpuMillis, peak / 1_000_000);
        }
    }

    private static long cpuMillis;

    /** The runner's largest resident set, and its CPU time, looked at until it ends. */
    private static long peak(Process runner) throws IOException, InterruptedException {
        long peak = 0;
        while (!runner.waitFor(10, TimeUnit.MILLISECONDS)) {
            Path status = Path.of("/proc", Long.toString(runner.pid()), "status");
            try {
                for (String line : Files.readAllLines(status)) {
                    if (line.startsWith("VmHWM:")) {
                        peak = Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                    }
                }
            } catch (IOException e) {
                break;
            }
            cpuMillis = runner.info().totalCpuDuration().map(Duration::toMillis).orElse(cpuMillis);
        }
        runner.waitFor();
        return peak;
    }

    /** What one lookup costs when the runner is up: by more and fewer of them in one run. */
    private static void lookupsInARow(TestingTables tables) throws Exception {
        for (int lookups : List.of(1, 201, 1, 201, 1, 201)) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lookups; i++) {
                text.append(
                        "SELECT outcome FROM images WHERE image_id = 'image-%07d';%n".formatted(i * (ITEMS / 1_000)));
            }
            Path input = Files.writeString(Files.createTempFile("lookups-", ".sql"), text);
            long started = System.nanoTime();
            Process runner = tables.process(tables.dynamoDb(), List.of())
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            peak(runner);
            System.out.printf(
                    "%d lookups in one run: %d ms, CPU %d ms%n",
                    lookups, since(started).toMillis(), cpuMillis);
        }
    }

    private static void load(TestingTables tables) throws InterruptedException, ExecutionException {
        List<Future<Integer>> written = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            for (int first = 0; first < ITEMS; first += A_BATCH) {
                int from = first;
                written.add(writers.submit(() -> write(tables, from)));
            }
        }
        int leftOver = 0;
        for (Future<Integer> batch : written) {
            leftOver += batch.get();
        }
        if (leftOver > 0) {
            throw new IllegalStateException(leftOver + " batches were not written whole");
        }
    }

    private static int write(TestingTables tables, int from) {
        List<WriteRequest> batch = IntStream.range(from, Math.min(from + A_BATCH, ITEMS))
                .mapToObj(index -> WriteRequest.builder()
                        .putRequest(put -> put.item(item(index)))
                        .build())
                .toList();
        BatchWriteItemResponse response =
                tables.items().batchWriteItem(write -> write.requestItems(Map.of("images", batch)));
        return response.unprocessedItems().size();
    }

    private static Map<String, AttributeValue> item(int index) {
        Random random = new Random(index);
        return Items.processed(
                "image-%07d".formatted(index),
                "customer-" + random.nextInt(CUSTOMERS),
                1_000L + random.nextInt(5_000_000),
                "2026-11-%02dT%02d:00:00.000Z".formatted(1 + random.nextInt(27), random.nextInt(24)));
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}

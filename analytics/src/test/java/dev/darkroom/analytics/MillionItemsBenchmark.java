package dev.darkroom.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.localstack.machine.LocalAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
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
 * Times of queries over a million items, and the runner's peak memory. Lookups go to DynamoDB Local, whole scans to
 * pages made here ({@link ScanPages}). Each query runs in a runner of its own, from the
 * start of its JVM to its end; the time within it, and the first run against later ones, is told by the lookups that one
 * runner answers in a row. ITEMS and PARTS (of {@code scans,lookups}) in the environment make it smaller.
 */
final class MillionItemsBenchmark {
    private static final int ITEMS = Integer.parseInt(System.getenv().getOrDefault("ITEMS", "1000000"));
    private static final List<String> PARTS =
            List.of(System.getenv().getOrDefault("PARTS", "scans,lookups").split(",", -1));
    private static final int CUSTOMERS = 1_000;
    private static final int A_BATCH = 25;
    /** Items of this benchmark's that make 1 MB, as DynamoDB counts it. */
    private static final int A_PAGE = 1_100;

    private static final List<String> LOOKUPS = List.of(
            "SELECT outcome, lane FROM images WHERE image_id = 'image-0000500'",
            "SELECT count(*) FROM images WHERE customer_id = 'customer-7'");
    private static final String COUNT = "SELECT count(*) AS items, count(DISTINCT image_id) AS ids FROM images";
    private static final List<String> SCANS =
            List.of(COUNT, "images-per-customer", "top-customers", "bytes-saved-by-format", "time-to-terminal");

    private MillionItemsBenchmark() {}

    static void main() throws Exception {
        Path directory = Files.createTempDirectory("million-items-");
        try (TestingTables tables = TestingTables.start(directory)) {
            if (PARTS.contains("scans")) {
                scans(tables);
            }
            if (PARTS.contains("lookups")) {
                load(tables);
                lookups(tables);
            }
        }
    }

    private static void scans(TestingTables tables) throws Exception {
        ScanPages pages = new ScanPages(ITEMS, MillionItemsBenchmark::item, A_PAGE);
        try (RecordingProxy proxy = RecordingProxy.before(tables.dynamoDb(), Map.of("Scan", pages::answer))) {
            JsonNode counted = tables.ask(proxy.address(), COUNT).get(0);
            if (counted.get("items").asInt() != ITEMS || counted.get("ids").asInt() != ITEMS) {
                throw new IllegalStateException("A scan did not read all: " + counted);
            }
            for (String query : SCANS) {
                measure(tables, proxy.address(), query, 3);
            }
        }
    }

    /** DescribeTable is answered from the first answer to it: DynamoDB Local counts the whole table for each, AWS never. */
    private static void lookups(TestingTables tables) throws Exception {
        byte[] described = describe(tables.dynamoDb());
        try (RecordingProxy proxy =
                RecordingProxy.before(tables.dynamoDb(), Map.of("DescribeTable", table -> described))) {
            for (String query : LOOKUPS) {
                measure(tables, proxy.address(), query, 5);
            }
            lookupsInARow(tables, proxy.address());
        }
    }

    private static byte[] describe(URI dynamoDb) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(dynamoDb)
                .header("X-Amz-Target", "DynamoDB_20120810.DescribeTable")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + LocalAccount.ACCESS_KEY_ID + "/20261127/"
                                + LocalAccount.REGION
                                + "/dynamodb/aws4_request, SignedHeaders=host, Signature=not-looked-at")
                .POST(BodyPublishers.ofString("{\"TableName\":\"images\"}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        }
    }

    private static void measure(TestingTables tables, URI dynamoDb, String query, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            long started = System.nanoTime();
            Process runner = tables.process(dynamoDb, List.of("--format", "csv", query))
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
    private static void lookupsInARow(TestingTables tables, URI dynamoDb) throws Exception {
        for (int lookups : List.of(1, 201, 1, 201, 1, 201)) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < lookups; i++) {
                text.append(
                        "SELECT outcome FROM images WHERE image_id = 'image-%07d';%n".formatted(i * (ITEMS / 1_000)));
            }
            Path input = Files.writeString(Files.createTempFile("lookups-", ".sql"), text);
            long started = System.nanoTime();
            Process runner = tables.process(dynamoDb, List.of())
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

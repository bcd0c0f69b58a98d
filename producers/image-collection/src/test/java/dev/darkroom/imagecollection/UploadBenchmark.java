package dev.darkroom.imagecollection;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How fast images come in through image collection, against the same bytes put into the same S3 server with the SDK
 * directly. Both in turn in each round, everything in this process; the ratio of a round is what counts.
 */
final class UploadBenchmark {
    private static final int CLIENTS = 4;
    private static final int ROUNDS = 7;
    private static final long ROUND_BYTES = 160L << 20;

    private UploadBenchmark() {}

    public static void main(String[] args) throws Exception {
        try (RealStores stores = new RealStores();
                ImageCollection collection = ImageCollection.start(stores.environment());
                S3Client s3 = stores.s3();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int size : new int[] {200_000, 2_000_000, 20_000_000}) {
                compare(size, collection.port(), s3, http, threads);
            }
        }
    }

    private static void compare(int size, int port, S3Client s3, HttpClient http, ExecutorService threads)
            throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        AtomicInteger number = new AtomicInteger();
        Callable<Void> direct = () -> {
            s3.putObject(
                    put -> put.bucket(RealStores.BUCKET).key("direct/" + number.getAndIncrement() % 50),
                    RequestBody.fromBytes(bytes));
            return null;
        };
        URI uri = URI.create("http://127.0.0.1:" + port + "/v1/images");
        Callable<Void> ours = () -> {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(uri)
                            .header("X-Customer-Id", "acme")
                            .POST(BodyPublishers.ofByteArray(bytes))
                            .build(),
                    BodyHandlers.ofInputStream());
            answer.body().close();
            if (answer.statusCode() != 202) {
                throw new IllegalStateException("answered " + answer.statusCode());
            }
            return null;
        };
        int count = (int) Math.max(CLIENTS, ROUND_BYTES / size);
        round(direct, count, threads);
        round(ours, count, threads);
        List<Double> directRates = new ArrayList<>();
        List<Double> ourRates = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            double one = (double) size * count / 1e6 / round(direct, count, threads);
            double other = (double) size * count / 1e6 / round(ours, count, threads);
            directRates.add(one);
            ourRates.add(other);
            ratios.add(other / one);
        }
        System.out.printf(
                Locale.ROOT,
                "%,11d bytes: SDK %.0f MB/s, image-collection %.0f MB/s, ratio %.2f (%.2f-%.2f)%n",
                size,
                median(directRates),
                median(ourRates),
                median(ratios),
                ratios.stream().mapToDouble(x -> x).min().orElse(0),
                ratios.stream().mapToDouble(x -> x).max().orElse(0));
    }

    private static double round(Callable<Void> upload, int count, ExecutorService threads) throws Exception {
        long begun = System.nanoTime();
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(threads.submit(upload));
        }
        for (Future<Void> each : all) {
            each.get();
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    }
}

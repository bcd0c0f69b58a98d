package dev.darkroom.imagecollection;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How fast images come in through image collection, against the same bytes put into the same S3 server with the SDK
 * directly. Both in turn in each round, everything in this process; the ratio of a round is what counts. Images are sent
 * by a lean client, one connection for each, so that it is the service that is measured. Both ways put new objects, which
 * are taken away after each round: writing a file costs the S3 server five times as much as long as the memory that all
 * of them lie in grows. Before the first round many small images go each way, as services have seen many: before, a third
 * of the processor is the compiler's, which has more to do for our way. There are as many connections as keep the cores
 * busy while some wait.
 */
final class UploadBenchmark {
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 11;
    private static final long ROUND_BYTES = 160L << 20;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int SMALL_IMAGES = 60_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    private final int port;
    private final S3Client s3;
    private final ExecutorService threads;
    private final AtomicInteger number = new AtomicInteger();

    private UploadBenchmark(int port, S3Client s3, ExecutorService threads) {
        this.port = port;
        this.s3 = s3;
        this.threads = threads;
    }

    public static void main(String[] args) throws Exception {
        try (RealStores stores = new RealStores();
                ImageCollection collection = ImageCollection.start(stores.environment());
                S3Client s3 = stores.s3();
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            UploadBenchmark benchmark = new UploadBenchmark(collection.port(), s3, threads);
            for (int sent = 0; sent < SMALL_IMAGES; sent += SMALL_IMAGES / 10) {
                benchmark.bothWays(image(2_000), SMALL_IMAGES / 10 / CLIENTS);
            }
            benchmark.compare(200_000);
            benchmark.compare(2_000_000);
            benchmark.compare(20_000_000);
        }
    }

    private static byte[] image(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private void compare(int size) throws Exception {
        byte[] image = image(size);
        int each = (int) Math.max(1, ROUND_BYTES / size / CLIENTS);
        for (long begun = System.nanoTime(); System.nanoTime() - begun < WARM_UP.toNanos(); ) {
            bothWays(image, each);
        }
        List<Double> directRates = new ArrayList<>();
        List<Double> ourRates = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        double megabytes = (double) size * each * CLIENTS / 1e6;
        for (int i = 0; i < ROUNDS; i++) {
            Seconds seconds = bothWays(image, each);
            directRates.add(megabytes / seconds.direct());
            ourRates.add(megabytes / seconds.ours());
            ratios.add(seconds.direct() / seconds.ours());
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

    private record Seconds(double direct, double ours) {}

    private Seconds bothWays(byte[] image, int each) throws Exception {
        return new Seconds(round(() -> put(image, each)), round(() -> send(image, each)));
    }

    private Void put(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            s3.putObject(
                    put -> put.bucket(RealStores.BUCKET).key("direct/" + number.getAndIncrement()),
                    RequestBody.fromBytes(bytes));
        }
        return null;
    }

    /** One connection, one upload after the other. */
    private Void send(byte[] bytes, int count) throws IOException {
        byte[] head = ("POST /v1/images HTTP/1.1\r\nHost: x\r\nX-Customer-Id: acme\r\nContent-Length: " + bytes.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream();
                BufferedInputStream in = new BufferedInputStream(socket.getInputStream())) {
            socket.setTcpNoDelay(true);
            for (int i = 0; i < count; i++) {
                out.write(head);
                out.write(bytes);
                StringBuilder answer = new StringBuilder();
                while (answer.indexOf("\r\n\r\n") < 0) {
                    answer.append((char) in.read());
                }
                Matcher length = LENGTH.matcher(answer);
                if (!answer.toString().startsWith("HTTP/1.1 202") || !length.find()) {
                    throw new IOException(answer.toString());
                }
                in.readNBytes(Integer.parseInt(length.group(1)));
            }
        }
        return null;
    }

    /** How many seconds it took. */
    private double round(Callable<Void> client) throws Exception {
        long begun = System.nanoTime();
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            all.add(threads.submit(client));
        }
        for (Future<Void> each : all) {
            each.get();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        s3.listObjectsV2Paginator(list -> list.bucket(RealStores.BUCKET))
                .contents()
                .forEach(object -> s3.deleteObject(
                        delete -> delete.bucket(RealStores.BUCKET).key(object.key())));
        return seconds;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    }
}

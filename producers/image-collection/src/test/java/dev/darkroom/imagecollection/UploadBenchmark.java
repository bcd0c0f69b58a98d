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
 * of them lie in grows. Rounds begin when both ways have run for a while, as services do: before, a third of the
 * processor is the compiler's, which has more to do for our way.
 */
final class UploadBenchmark {
    private static final int CLIENTS = 4;
    private static final int ROUNDS = 7;
    private static final long ROUND_BYTES = 160L << 20;
    private static final Duration FIRST_WARM_UP = Duration.ofSeconds(35);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    private UploadBenchmark() {}

    public static void main(String[] args) throws Exception {
        try (RealStores stores = new RealStores();
                ImageCollection collection = ImageCollection.start(stores.environment());
                S3Client s3 = stores.s3();
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            compare(200_000, FIRST_WARM_UP, collection.port(), s3, threads);
            compare(2_000_000, WARM_UP, collection.port(), s3, threads);
            compare(20_000_000, WARM_UP, collection.port(), s3, threads);
        }
    }

    private static void compare(int size, Duration warmUp, int port, S3Client s3, ExecutorService threads)
            throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        AtomicInteger number = new AtomicInteger();
        int each = (int) Math.max(1, ROUND_BYTES / size / CLIENTS);
        Callable<Void> direct = () -> {
            for (int i = 0; i < each; i++) {
                s3.putObject(
                        put -> put.bucket(RealStores.BUCKET).key("direct/" + number.getAndIncrement()),
                        RequestBody.fromBytes(bytes));
            }
            return null;
        };
        Callable<Void> ours = () -> send(port, bytes, each);
        for (long begun = System.nanoTime(); System.nanoTime() - begun < warmUp.toNanos() * 2; ) {
            round(direct, threads, s3);
            round(ours, threads, s3);
        }
        List<Double> directRates = new ArrayList<>();
        List<Double> ourRates = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        double megabytes = (double) size * each * CLIENTS / 1e6;
        for (int i = 0; i < ROUNDS; i++) {
            double one = megabytes / round(direct, threads, s3);
            double other = megabytes / round(ours, threads, s3);
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

    /** One connection, one upload after the other. */
    private static Void send(int port, byte[] bytes, int count) throws IOException {
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
    private static double round(Callable<Void> client, ExecutorService threads, S3Client s3) throws Exception {
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

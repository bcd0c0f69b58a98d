package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.HttpAddress;
import dev.darkroom.httpservice.Metrics;
import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.machine.StateDirectory;
import dev.darkroom.localstack.s3.LocalS3;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Variant;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How fast variants go out of image streaming, against the same objects read from the same S3 server with the SDK, and
 * the same files served by nginx. All in turn in each round; the ratios of a round are what counts. nginx runs beside
 * this process and is read by the same client code. What passes through cannot come faster than the SDK reads it: that
 * is set against nginx too.
 */
final class DownloadBenchmark {
    private static final int CLIENTS = 4;
    private static final int ROUNDS = 11;
    private static final Duration WARM_UP = Duration.ofSeconds(25);
    private static final long ROUND_BYTES = 400L << 20;
    private static final String BUCKET = "processed";

    private DownloadBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        Map<Integer, String> ids = new LinkedHashMap<>();
        for (int size : new int[] {20_000, 300_000, 1_500_000, 10_000_000, 20_000_000}) {
            ids.put(size, "0190b0c4-0000-7000-8000-" + String.format(Locale.ROOT, "%012d", size));
        }
        HttpAddress address = new HttpAddress("127.0.0.1", 0);
        TestingFinishedImages images = new TestingFinishedImages();
        try (StateDirectory state = StateDirectory.ephemeral();
                LocalS3 s3 = LocalS3.start(0, state.subdirectory("s3"))) {
            System.setProperty("aws.endpointUrlS3", s3.endpoint().toString());
            s3.createBucket(BUCKET);
            Path files = state.subdirectory("files");
            try (S3Client client = S3Client.builder()
                            .httpClientBuilder(Apache5HttpClient.builder())
                            .build();
                    ImageStreaming streaming = ImageStreaming.start(
                            new ImageStreamingSettings(address, BUCKET, "images", 10, 64L << 20),
                            new ImageStreaming.Parts(
                                    Authenticator.fromEnvironment(Map.of(), address),
                                    images,
                                    S3VariantStore.connect(BUCKET),
                                    new Transfers(150, 150, Duration.ofSeconds(30)),
                                    new LiveFeed(10, 1 << 20),
                                    new TestingFeedArchive(1),
                                    () -> true,
                                    () -> {},
                                    Duration.ofSeconds(10),
                                    new Metrics(),
                                    List.of()));
                    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
                for (Map.Entry<Integer, String> each : ids.entrySet()) {
                    byte[] bytes = new byte[each.getKey()];
                    new Random(each.getKey()).nextBytes(bytes);
                    client.putObject(put -> put.bucket(BUCKET).key(each.getValue()), RequestBody.fromBytes(bytes));
                    Files.write(files.resolve(each.getValue()), bytes);
                    images.images.put(each.getValue(), image(each.getValue(), bytes));
                }
                int nginxPort = LoopbackPort.orFree(0);
                Optional<Process> nginx = nginx(files, state.subdirectory("nginx"), nginxPort);
                try {
                    for (Map.Entry<Integer, String> each : ids.entrySet()) {
                        compare(
                                each.getKey(),
                                each.getValue(),
                                streaming.port(),
                                client,
                                nginx.isPresent() ? nginxPort : 0,
                                threads);
                    }
                } finally {
                    nginx.ifPresent(Process::destroy);
                }
            }
        }
        System.exit(0);
    }

    private static FinishedImage image(String id, byte[] bytes) throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        return FinishedImage.of(ProcessedImage.newBuilder()
                .setImageId(id)
                .setCustomerId("acme")
                .setLane(Lane.EXPRESS)
                .setFunction("web-variants")
                .setAttempts(1)
                .setContentType("image/jpeg")
                .setSizeBytes(1)
                .setSha256("00")
                .setWidth(1)
                .setHeight(1)
                .setReceivedAt(Instant.EPOCH)
                .setFinishedAt(Instant.EPOCH)
                .setProcessingMillis(1)
                .setVariants(List.of(new Variant("web", BUCKET, id, "image/jpeg", (long) bytes.length, 1, 1, hash)))
                .build());
    }

    private static Optional<Process> nginx(Path files, Path work, int port) throws Exception {
        Path configuration = Files.writeString(work.resolve("nginx.conf"), """
                daemon off; pid %1$s/pid; error_log %1$s/error.log; worker_processes auto;
                events { worker_connections 256; }
                http {
                  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
                  client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
                  uwsgi_temp_path %1$s; scgi_temp_path %1$s;
                  server { listen 127.0.0.1:%2$d; root %3$s; }
                }
                """.formatted(work, port, files));
        Path parent = work.toAbsolutePath();
        while (parent != null && Files.getOwner(parent).getName().equals(System.getProperty("user.name"))) {
            parent.toFile().setExecutable(true, false);
            parent.toFile().setReadable(true, false);
            parent = parent.getParent();
        }
        files.toFile().setExecutable(true, false);
        files.toFile().setReadable(true, false);
        try {
            Process process = new ProcessBuilder(
                            "nginx", "-c", configuration.toString(), "-p", work.toString(), "-g", "user root;")
                    .inheritIO()
                    .start();
            for (int i = 0; i < 50 && process.isAlive(); i++) {
                try {
                    new Socket(InetAddress.getLoopbackAddress(), port).close();
                    return Optional.of(process);
                } catch (IOException e) {
                    Thread.sleep(100);
                }
            }
            process.destroy();
        } catch (IOException e) {
            System.out.println("nginx is not installed: no figures for it (" + e.getMessage() + ")");
            return Optional.empty();
        }
        System.out.println("nginx did not start: no figures for it");
        return Optional.empty();
    }

    private static void compare(int size, String id, int port, S3Client s3, int nginxPort, ExecutorService threads)
            throws Exception {
        int count = Math.clamp(ROUND_BYTES / size, CLIENTS * 4, 8000);
        Map<String, Callable<Void>> ways = new LinkedHashMap<>();
        int each = count / CLIENTS;
        ways.put("image-streaming", () -> read(port, "/v1/images/" + id + "/variants/web", each, size));
        ways.put("SDK", () -> {
            byte[] buffer = new byte[64 << 10];
            for (int i = 0; i < each; i++) {
                try (InputStream in = s3.getObject(get -> get.bucket(BUCKET).key(id))) {
                    while (in.read(buffer) >= 0) {}
                }
            }
            return null;
        });
        if (nginxPort != 0) {
            ways.put("nginx", () -> read(nginxPort, "/" + id, each, size));
        }
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (long begun = System.nanoTime(); System.nanoTime() - begun < WARM_UP.toNanos(); ) {
            for (Callable<Void> way : ways.values()) {
                seconds(way, threads);
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Callable<Void>> way : ways.entrySet()) {
                double rate = (double) size * each * CLIENTS / 1e6 / seconds(way.getValue(), threads);
                rates.computeIfAbsent(way.getKey(), key -> new ArrayList<>()).add(rate);
            }
        }
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%,11d bytes:", size));
        List<Double> ours = rates.getOrDefault("image-streaming", List.of());
        rates.forEach((name, values) -> line.append(
                String.format(Locale.ROOT, " %s %.0f MB/s (ratio %.2f);", name, median(values), ratio(ours, values))));
        if (nginxPort != 0) {
            line.append(String.format(
                    Locale.ROOT,
                    " SDK of nginx %.2f",
                    ratio(rates.getOrDefault("SDK", List.of()), rates.getOrDefault("nginx", List.of()))));
        }
        System.out.println(line);
    }

    /** The median of the rounds' ratios. */
    private static double ratio(List<Double> some, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            ratios.add(some.get(i) / others.get(i));
        }
        return median(ratios);
    }

    private static double seconds(Callable<Void> client, ExecutorService threads) throws Exception {
        long begun = System.nanoTime();
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            all.add(threads.submit(client));
        }
        for (Future<Void> each : all) {
            each.get();
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** The same lean client for both servers: one connection, one request after the other. */
    private static Void read(int port, String path, int count, int size) throws IOException {
        byte[] buffer = new byte[64 << 10];
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Customer-Id: acme\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                OutputStream out = socket.getOutputStream();
                BufferedInputStream in = new BufferedInputStream(socket.getInputStream(), 64 << 10)) {
            for (int i = 0; i < count; i++) {
                out.write(request);
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) in.read());
                }
                if (!head.toString().startsWith("HTTP/1.1 200")) {
                    throw new IOException(head.toString());
                }
                for (long left = size; left > 0; ) {
                    int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (read < 0) {
                        throw new IOException("ended early");
                    }
                    left -= read;
                }
            }
        }
        return null;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    }
}

package dev.darkroom.topology;

import dev.darkroom.localstack.kafka.KafkaSettings;
import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import dev.darkroom.topology.admission.RawImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What open images cost in memory and on disk, and how long a new instance takes to restore them, on one partition. A
 * topology in a process of its own takes in IMAGES uploads (environment variable, 1,000,000 by default) of 1,000
 * customers; none is ever answered. Then it is killed, its state directory deleted, and the next one started; beside that
 * one a standby, which takes over when it is killed too.
 *
 * <p>{@code mvn -pl streams-topology test-compile exec:exec -Dbenchmark=dev.darkroom.topology.Footprint}
 */
final class Footprint {
    private static final int IMAGES = Integer.parseInt(System.getenv().getOrDefault("IMAGES", "1000000"));
    private static final int CUSTOMERS = 1_000;
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final LocalKafka kafka;
    private final Path brokerDirectory;
    private final int port = LoopbackPort.orFree(0);
    private final int standbyPort = LoopbackPort.orFree(0);
    private final HttpClient http = HttpClient.newHttpClient();

    private Footprint(LocalKafka kafka, Path brokerDirectory) {
        this.kafka = kafka;
        this.brokerDirectory = brokerDirectory;
    }

    public static void main(String[] arguments) throws Exception {
        Path broker = Files.createTempDirectory("footprint-broker-");
        try (LocalKafka kafka = LocalKafka.start(KafkaSettings.in(broker))) {
            new Footprint(kafka, broker).measure();
        } finally {
            delete(broker);
        }
        System.exit(0);
    }

    private void measure() throws Exception {
        prepare();
        Path state = Files.createTempDirectory("footprint-");
        Process first = start("0", port, state);
        try {
            awaitReady(port, 0);
            System.out.printf("without images: %s%n", memory(first));
            upload();
            awaitReady(port, IMAGES);
            System.out.printf("%,d open images: %s, %,d MB on disk%n", IMAGES, memory(first), megabytes(state));
        } finally {
            first.destroyForcibly().waitFor();
        }
        delete(state);
        restore(state);
        System.out.printf("%,d MB of logs on the broker, changelogs among them%n", megabytes(brokerDirectory));
    }

    private void restore(Path state) throws Exception {
        long begin = System.nanoTime();
        Process second = start("1", port, state);
        try {
            awaitReady(port, IMAGES);
            System.out.printf(
                    "restored from the changelogs after %.1f s (%.1f s of CPU), session timeout of the killed and start of the JVM included; %s%n",
                    secondsSince(begin), cpuSeconds(second), memory(second));
            takeOver(second);
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    /** A standby fills up beside the instance at work and goes on when that one is killed. */
    private void takeOver(Process second) throws Exception {
        Path state = Files.createTempDirectory("footprint-");
        long begin = System.nanoTime();
        Process standby = start("1", standbyPort, state);
        try {
            awaitStandby();
            System.out.printf(
                    "a standby has it all after %.1f s (%.1f s of CPU); %s, %,d MB on disk%n",
                    secondsSince(begin), cpuSeconds(standby), memory(standby), megabytes(state));
            second.destroyForcibly().waitFor();
            long killed = System.nanoTime();
            awaitReady(standbyPort, IMAGES);
            System.out.printf(
                    "the standby has taken over %.1f s after the kill, session timeout included; %s%n",
                    secondsSince(killed), memory(standby));
        } finally {
            standby.destroyForcibly().waitFor();
            delete(state);
        }
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double cpuSeconds(Process process) {
        return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    private void prepare() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Stream.of(
                                    Topics.RAW_IMAGES,
                                    Topics.TASK_OUTCOMES,
                                    Topics.TASK_FAILURES,
                                    Topics.COMMANDS,
                                    Topics.CUSTOMERS,
                                    Topics.IMAGE_TASKS_EXPRESS,
                                    Topics.IMAGE_TASKS_STANDARD,
                                    Topics.IMAGE_TASKS_BULK,
                                    Topics.PROCESSED_IMAGES,
                                    Topics.FAILED_IMAGES,
                                    Topics.CUSTOMER_STATS,
                                    Topics.DEAD_LETTERS)
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is missing shows in the counts
    private void upload() {
        GlueAvroSerializer<RawImage> serializer = new GlueAvroSerializer<>(new TestingSchemaRegistry());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < IMAGES; i++) {
                RawImage image = RawImages.distinct("0190b0c4-0000-7000-8000-%012d".formatted(i))
                        .setCustomerId("customer-" + i % CUSTOMERS)
                        .build();
                producer.send(new ProducerRecord<>(
                        Topics.RAW_IMAGES,
                        image.getImageId().getBytes(StandardCharsets.UTF_8),
                        serializer.serialize(Topics.RAW_IMAGES, image)));
            }
        }
    }

    /** Until it runs and knows of so many open images. */
    private void awaitReady(int port, int images) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            if (get(port, "/readyz").contains("\"ready\":true")
                    && get(port, "/v1/lanes").contains("\"lane\":\"express\",\"depth\":" + images + ",")) {
                return;
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("Not ready after " + LONGEST);
    }

    /** Until the standby alone knows of every open image of the customer whose images came last. */
    private void awaitStandby() throws InterruptedException {
        String own = "/v1/customers/customer-" + (CUSTOMERS - 1) + "/images?state=open";
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!get(standbyPort, own).contains("\"open\":" + IMAGES / CUSTOMERS + ",")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("No standby after " + LONGEST);
            }
            Thread.sleep(500);
        }
    }

    private String get(int port, String path) throws InterruptedException {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    // to be answered by itself, out of a standby's stores too
                                    .header("X-Darkroom-Passed-On", "1")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        }
    }

    /** What it has resident now, and has had at most. */
    private static String memory(Process process) throws IOException {
        return "%,d MB resident, %,d at most".formatted(resident(process, "VmRSS:"), resident(process, "VmHWM:"));
    }

    private static long resident(Process process, String which) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith(which))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static long megabytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(Path::toFile)
                            .filter(java.io.File::isFile)
                            .mapToLong(java.io.File::length)
                            .sum()
                    >> 20;
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private Process start(String standbys, int port, Path state) throws IOException {
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TopologyProcess.class.getName())
                .inheritIO();
        process.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        kafka.bootstrapServers(),
                        "KAFKA_SESSION_TIMEOUT_MS",
                        "6000",
                        TopologySettings.STANDBY_REPLICAS,
                        standbys,
                        TopologySettings.STATE_DIR,
                        state.toString(),
                        "HTTP_PORT",
                        Integer.toString(port)));
        return process.start();
    }
}

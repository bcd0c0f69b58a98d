package dev.darkroom.topology;

import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import dev.darkroom.topology.admission.RawImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What the topology costs next to two smaller ones with the same serdes, settings and guarantee: one that passes records
 * through, and one that looks each up in a single RocksDB store and adds it. The same uploads and outcomes, as many of
 * each, are on the topics beforehand; each topology runs in a process of its own, of which the operating system's count
 * of CPU time is taken, native threads included, between 40 % of the records and the last. Rounds are interleaved.
 *
 * <p>{@code mvn -pl streams-topology test-compile exec:exec -Dbenchmark=dev.darkroom.topology.Benchmark}; the
 * environment variables IMAGES and ROUNDS change how many, OUTCOME_BEHIND how many uploads lie between an image's and its
 * outcome, TOPOLOGIES which are run, and JVM_FLAGS are the measured processes',
 * such as {@code -XX:StartFlightRecording:filename=full-%p.jfr,settings=profile}.
 */
final class Benchmark {
    private static final int IMAGES = number("IMAGES", 150_000);
    private static final int ROUNDS = number("ROUNDS", 3);
    private static final int CUSTOMERS = 200;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int OUTCOME_BEHIND = number("OUTCOME_BEHIND", 5_000);

    private static final List<String> TOPOLOGIES = words("TOPOLOGIES", "pass-through single-store full");
    private static final List<String> JVM_FLAGS = words("JVM_FLAGS", "");

    private final LocalKafka kafka;
    private final Admin admin;

    private Benchmark(LocalKafka kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static int number(String variable, int otherwise) {
        return Integer.parseInt(System.getenv().getOrDefault(variable, Integer.toString(otherwise)));
    }

    private static List<String> words(String variable, String otherwise) {
        return Stream.of(System.getenv().getOrDefault(variable, otherwise).split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    public static void main(String[] arguments) throws Exception {
        try (LocalKafka kafka = LocalKafka.ephemeral()) {
            Benchmark benchmark = new Benchmark(kafka);
            benchmark.prepare();
            Map<String, List<Double>> micros = new TreeMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (String topology : TOPOLOGIES) {
                    double cost = benchmark.microsPerRecord(topology);
                    micros.computeIfAbsent(topology, ignored -> new ArrayList<>())
                            .add(cost);
                    System.out.printf("round %d %-12s %6.1f us of CPU per record%n", round, topology, cost);
                }
            }
            report(micros);
        }
        System.exit(0);
    }

    private static void report(Map<String, List<Double>> micros) {
        double single = median(micros.getOrDefault("single-store", List.of(Double.NaN)));
        for (String topology : TOPOLOGIES) {
            List<Double> costs = micros.getOrDefault(topology, List.of());
            double median = median(costs);
            System.out.printf(
                    "%-12s median %6.1f us (%.1f to %.1f), %,.0f records per core-second, %.2f x single-store%n",
                    topology,
                    median,
                    costs.stream().min(Comparator.naturalOrder()).orElseThrow(),
                    costs.stream().max(Comparator.naturalOrder()).orElseThrow(),
                    1e6 / median,
                    median / single);
        }
    }

    private static double median(List<Double> costs) {
        return costs.stream().sorted().toList().get(costs.size() / 2);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is missing shows in the counts
    private void prepare() throws Exception {
        admin.createTopics(Stream.of(
                                Topics.RAW_IMAGES,
                                Topics.TASK_OUTCOMES,
                                Topics.TASK_FAILURES,
                                Topics.COMMANDS,
                                Topics.CUSTOMERS)
                        .map(topic -> new NewTopic(topic, 1, (short) 1))
                        .toList())
                .all()
                .get();
        GlueAvroSerializer<SpecificRecord> serializer = new GlueAvroSerializer<>(new TestingSchemaRegistry());
        // a broker drops records that are older than a week
        long begin = System.currentTimeMillis();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < IMAGES; i++) {
                RawImage image = RawImages.distinct("0190b0c4-0000-7000-8000-%012d".formatted(i))
                        .setCustomerId("customer-" + i % CUSTOMERS)
                        .build();
                long time = begin + i;
                producer.send(record(Topics.RAW_IMAGES, image.getImageId(), image, serializer, time));
                SpecificRecord outcome = Outcomes.done(task(image), Instant.ofEpochMilli(time));
                producer.send(
                        record(Topics.TASK_OUTCOMES, image.getImageId(), outcome, serializer, time + OUTCOME_BEHIND));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, String key, SpecificRecord value, GlueAvroSerializer<SpecificRecord> serializer, long time) {
        return new ProducerRecord<>(
                topic, 0, time, key.getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, value));
    }

    private static ImageTask task(RawImage image) {
        return ImageTask.newBuilder()
                .setImageId(image.getImageId())
                .setCustomerId(image.getCustomerId())
                .setLane(Lane.EXPRESS)
                .setAttempt(1)
                .setFunction("web-variants")
                .setBucket(image.getBucket())
                .setKey(image.getKey())
                .setSizeBytes(image.getSizeBytes())
                .setSha256(image.getSha256())
                .setContentType(image.getContentType())
                .setWidth(image.getWidth())
                .setHeight(image.getHeight())
                .setSourceName(image.getSourceName())
                .setReceivedAt(image.getReceivedAt())
                .setDispatchedAt(image.getReceivedAt())
                .build();
    }

    private double microsPerRecord(String topology) throws Exception {
        List<String> outputs = List.of(
                Topics.IMAGE_TASKS_EXPRESS,
                Topics.IMAGE_TASKS_STANDARD,
                Topics.IMAGE_TASKS_BULK,
                Topics.PROCESSED_IMAGES,
                Topics.FAILED_IMAGES,
                Topics.CUSTOMER_STATS,
                Topics.DEAD_LETTERS);
        admin.createTopics(outputs.stream()
                        .map(topic -> new NewTopic(topic, 1, (short) 1))
                        .toList())
                .all()
                .get();
        Path state = Files.createTempDirectory("benchmark-");
        Process process = start(topology, state);
        try {
            long first = awaitRecords(process, (long) (0.4 * 2 * IMAGES));
            Duration cpuThen = cpu(process);
            long last = awaitRecords(process, 2L * IMAGES);
            Duration spent = cpu(process).minus(cpuThen);
            return spent.toNanos() / 1e3 / (last - first);
        } finally {
            // not by force at once: a flight recording is written at the end
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            forget(outputs);
        }
    }

    private void forget(List<String> outputs) throws Exception {
        List<String> internal = admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith(StreamsProperties.APPLICATION_ID))
                .toList();
        admin.deleteTopics(Stream.concat(outputs.stream(), internal.stream()).toList())
                .all()
                .get();
        while (admin.describeConsumerGroups(List.of(StreamsProperties.APPLICATION_ID)).all().get().values().stream()
                .anyMatch(group -> !group.members().isEmpty())) {
            Thread.sleep(200);
        }
        admin.deleteConsumerGroups(List.of(StreamsProperties.APPLICATION_ID))
                .all()
                .get();
    }

    private static Duration cpu(Process process) {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    /** Tasks and processed images told so far, with some markers of transactions among them; 1 in 1,000 is near enough. */
    private long awaitRecords(Process process, long wanted) throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < end) {
            long told = told(Topics.IMAGE_TASKS_EXPRESS) + told(Topics.PROCESSED_IMAGES);
            if (told >= wanted) {
                return told;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("The topology ended by itself");
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("The topology was not through after " + LONGEST);
    }

    private long told(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private Process start(String topology, Path state) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(JVM_FLAGS);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), BenchmarkProcess.class.getName(), topology));
        ProcessBuilder process = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
        environment.put(TopologySettings.STATE_DIR, state.toString());
        environment.put("HTTP_PORT", "0");
        environment.put("SHARE_EXPRESS", "1000000");
        process.environment().putAll(environment);
        return process.start();
    }
}

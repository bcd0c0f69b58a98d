package dev.darkroom.imageprocessor;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.localstack.glue.LocalGlue;
import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.localstack.kafka.TopicsFile;
import dev.darkroom.localstack.lambda.DeploymentPackage;
import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.localstack.machine.StateDirectory;
import dev.darkroom.localstack.s3.LocalS3;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How long the first image takes in a JVM that has just started, from the zip that is deployed, under AWS's runtime
 * interface client, with Kafka, S3 and Glue on this machine. In turns: as it is; with an AOT cache of a run before; and as
 * an environment that SnapStart restores, whose time before the snapshot is the deployment's. Milliseconds are medians of {@value #ROUNDS} JVMs. {@code mvn -pl image-processor/lambda
 * test-compile exec:exec -Dbenchmark=dev.darkroom.imageprocessor.ColdStartBenchmark} after {@code package}.
 */
final class ColdStartBenchmark {
    private static final int ROUNDS = 7;
    private static final String BUCKET = "images";
    private static final String REGION = "us-east-1";
    private static final Path PHOTO = Path.of("../../photos/nuthatch-baseline-20mp.jpg");
    private static final Pattern METRICS =
            Pattern.compile("\"ProcessingTime\":\\[(\\d+)],\\s*\"BatchTime\":(\\d+)", Pattern.DOTALL);

    /** What was measured of one JVM, by the columns of the table. */
    private record Start(Map<String, Double> millis) {}

    /** A way to start. */
    private enum Way {
        PLAIN("as it is"),
        AOT("with an AOT cache"),
        SNAPSHOT("from a snapshot");

        private final String title;

        Way(String title) {
            this.title = title;
        }
    }

    private final StateDirectory state = StateDirectory.ephemeral();
    private final DeploymentPackage code =
            DeploymentPackage.unpack(Path.of("target/image-processor.zip"), state.subdirectory("code"));
    private final Path log = state.subdirectory("log").resolve("function.log");
    private final Path aotCache = state.subdirectory("aot").resolve("function.aot");
    private Map<String, String> environment = Map.of();
    private String event = "";

    private ColdStartBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        new ColdStartBenchmark().run();
    }

    private void run() throws Exception {
        try (state;
                LocalKafka kafka = LocalKafka.ephemeral();
                LocalGlue glue = LocalGlue.start(0, state.subdirectory("glue"));
                LocalS3 s3 = LocalS3.start(0, state.subdirectory("s3"))) {
            kafka.apply(TopicsFile.read(Path.of("../../msk-config/topics.yaml")));
            s3.createBucket(BUCKET);
            environment = environment(kafka, glue, s3);
            event = event();
            measure(Way.PLAIN, List.of("-XX:AOTCacheOutput=" + aotCache));
            Map<Way, List<Start>> starts = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (Way way : Way.values()) {
                    starts.computeIfAbsent(way, any -> new ArrayList<>()).add(measure(way, options(way)));
                }
            }
            starts.forEach(ColdStartBenchmark::print);
        }
    }

    private List<String> options(Way way) {
        return switch (way) {
            case AOT -> List.of("-XX:AOTCache=" + aotCache);
            case PLAIN, SNAPSHOT -> List.of();
        };
    }

    private Map<String, String> environment(LocalKafka kafka, LocalGlue glue, LocalS3 s3) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        variables.put("SCHEMA_REGISTRY_NAME", "darkroom");
        variables.put("SCHEMA_AUTO_REGISTRATION", "true");
        variables.put("PROCESSED_BUCKET", BUCKET);
        variables.put("AWS_REGION", REGION);
        variables.put("AWS_ACCESS_KEY_ID", LocalAccount.ACCESS_KEY_ID);
        variables.put("AWS_SECRET_ACCESS_KEY", LocalAccount.SECRET_ACCESS_KEY);
        variables.put("AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
        variables.put("AWS_ENDPOINT_URL_GLUE", glue.endpoint().toString());
        variables.put("AWS_LAMBDA_FUNCTION_NAME", "image-processor");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769");
        variables.put("LAMBDA_TASK_ROOT", code.root().toString());
        return variables;
    }

    /** An event of one task, whose raw image lies in S3. */
    private String event() throws IOException {
        System.setProperty("aws.region", REGION);
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty("aws.endpointUrlS3", environment.getOrDefault("AWS_ENDPOINT_URL_S3", ""));
        System.setProperty("aws.endpointUrlGlue", environment.getOrDefault("AWS_ENDPOINT_URL_GLUE", ""));
        ImageBytes raw = ImageBytes.of(Files.readAllBytes(PHOTO));
        ImageTask task = ImageTask.newBuilder()
                .setImageId("cold")
                .setCustomerId("acme")
                .setLane(Lane.STANDARD)
                .setAttempt(1)
                .setFunction("web-variants")
                .setBucket(BUCKET)
                .setKey("raw/acme/cold")
                .setSizeBytes(raw.size())
                .setSha256(Sha256.hex(raw))
                .setContentType("image/jpeg")
                .setWidth(6028)
                .setHeight(3391)
                .setReceivedAt(Instant.EPOCH)
                .setDispatchedAt(Instant.EPOCH)
                .build();
        try (S3Client client = S3Images.client();
                SchemaRegistry registry = GlueSchemaRegistry.fromEnvironment(environment)) {
            client.putObject(put -> put.bucket(BUCKET).key(task.getKey()), RequestBody.fromBytes(raw.array()));
            byte[] value = new GlueAvroSerializer<ImageTask>(registry).serialize(Topics.IMAGE_TASKS_STANDARD, task);
            return """
                {"eventSource":"aws:kafka","records":{"%1$s-0":[{"topic":"%1$s","partition":0,"offset":0,"timestamp":0,\
                "timestampType":"CREATE_TIME","value":"%2$s","headers":[]}]}}
                """.formatted(
                            Topics.IMAGE_TASKS_STANDARD, Base64.getEncoder().encodeToString(value));
        }
    }

    private Start measure(Way way, List<String> options) throws IOException, InterruptedException {
        boolean snapshot = way == Way.SNAPSHOT;
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", snapshot ? "snap-start" : "on-demand");
        Map<String, Double> millis = new LinkedHashMap<>();
        long begun = System.nanoTime();
        try (LambdaRuntime runtime = LambdaRuntime.start(command(options), variables, code.root(), log)) {
            if (snapshot) {
                expect(runtime, "restore");
                millis.put("before the snapshot", since(begun));
                begun = System.nanoTime();
                runtime.restore();
            }
            expect(runtime, "next");
            millis.put("JVM and handler", since(begun));
            double cpu = runtime.cpuMillis();
            long invoked = System.nanoTime();
            invoke(runtime);
            double first = since(invoked);
            millis.put("first image", first);
            millis.put("all of it", since(begun));
            millis.put("CPU of the first", runtime.cpuMillis() - cpu);
            breakDown(first, millis);
            long again = System.nanoTime();
            invoke(runtime);
            millis.put("second image", since(again));
        }
        return new Start(millis);
    }

    private void invoke(LambdaRuntime runtime) throws InterruptedException {
        runtime.give(event);
        String answer = runtime.await();
        if (!answer.replace(" ", "").equals("{\"batchItemFailures\":[]}")) {
            throw new IllegalStateException("The image was not processed: " + answer + "; see " + log);
        }
        expect(runtime, "next");
    }

    private static void expect(LambdaRuntime runtime, String signal) throws InterruptedException {
        String seen = runtime.await();
        if (!seen.equals(signal)) {
            throw new IllegalStateException("Expected " + signal + ", but the runtime said " + seen);
        }
    }

    /** By the metrics that the function wrote of its first batch. */
    private void breakDown(double first, Map<String, Double> millis) throws IOException {
        Matcher metrics = METRICS.matcher(Files.readString(log));
        if (!metrics.find()) {
            throw new IllegalStateException("The function wrote no metrics: see " + log);
        }
        double processing = Double.parseDouble(metrics.group(1));
        double batch = Double.parseDouble(metrics.group(2));
        millis.put("  of it clients, event", first - batch);
        millis.put("  of it the image", processing);
        millis.put("  of it S3, Kafka, Glue", batch - processing);
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    /** As Lambda's java25 starts it; the runtime sets the property when environments start from snapshots. */
    private List<String> command(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1415m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+ExitOnOutOfMemoryError"));
        command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), AWSLambda.class.getName()));
        command.add(ImageProcessorHandler.class.getName() + "::handleRequest");
        return command;
    }

    private String classPath() {
        Stream<String> runtime = Arrays.stream(
                        System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .filter(jar -> jar.matches(".*/(aws-lambda-java-(runtime-interface-client|core|serialization)"
                        + "|utils-lite|annotations)-[0-9.]+\\.jar"));
        return Stream.concat(runtime, code.classPath().stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void print(Way way, List<Start> starts) {
        System.out.printf("%n%s%n", way.title);
        for (String column : starts.getFirst().millis().keySet()) {
            double[] sorted = starts.stream()
                    .mapToDouble(start -> start.millis().getOrDefault(column, Double.NaN))
                    .sorted()
                    .toArray();
            System.out.printf("  %-28s %7.0f ms%n", column, sorted[sorted.length / 2]);
        }
    }
}

package dev.darkroom.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.darkroom.localstack.LocalStack;
import dev.darkroom.localstack.LocalStackSettings;
import dev.darkroom.localstack.machine.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The images that {@code ./darkroom package} built, running against the local stack; skipped where there are none. */
@Tag("proof")
final class ImagesIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static LocalStack stack;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        assumeTrue(Files.exists(tar("image-collection")), "SKIPPED: no images; ./darkroom package builds them");
        assumeTrue("root".equals(System.getProperty("user.name")), "SKIPPED: a root of its own needs root's rights");
        stack = LocalStack.start(LocalStackSettings.ephemeral(PROJECT));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void imageCollectionTakesRequests() throws Exception {
        answers("image-collection", Map.of("WEBHOOK_SIGNING_KEY", "signs-webhooks-in-this-test"), "/readyz");
    }

    @Test
    void imageStreamingTakesRequests() throws Exception {
        answers("image-streaming", Map.of(), "/readyz");
    }

    @Test
    void theTopologyRunsOnItsOwnRocksDb() throws Exception {
        answers("streams-topology", Map.of("STATE_DIR", "/tmp/state"), "/readyz");
    }

    @Test
    void theConnectWorkerHasThePlatformsPlugins() throws Exception {
        // Given
        UnpackedImage image = UnpackedImage.of(tar("connect-worker"), directory);
        int port = LoopbackPort.orFree(0);
        withoutLocksAndReplicas(image.root().resolve("opt/darkroom/worker/connect-distributed.properties"), port);

        // When
        String plugins = awaitAnswer(image, Map.of(), port, "/connector-plugins?connectorsOnly=false");

        // Then
        assertThat(plugins)
                .contains("dev.darkroom.dynamodb.DynamoDbSinkConnector", "dev.darkroom.connect.avro.GlueAvroConverter");
    }

    private void answers(String name, Map<String, String> environment, String path) throws Exception {
        // Given
        UnpackedImage image = UnpackedImage.of(tar(name), directory);
        int port = LoopbackPort.orFree(0);
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("HTTP_HOST", LoopbackPort.HOST);
        variables.put("HTTP_PORT", Integer.toString(port));

        // When / Then
        assertThat(image.user()).isEqualTo("10001:10001");
        awaitAnswer(image, variables, port, path);
    }

    private String awaitAnswer(UnpackedImage image, Map<String, String> variables, int port, String path)
            throws IOException {
        Map<String, String> environment = new HashMap<>(stack.environment());
        environment.putAll(variables);
        environment.put("JAVA_TOOL_OPTIONS", "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Path log = directory.resolve("log");
        Process process = image.start(environment, log);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + LoopbackPort.HOST + ":" + port + path))
                    .build();
            return await().atMost(PATIENCE)
                    .failFast(() -> assertThat(process.isAlive())
                            .as(Files.readString(log))
                            .isTrue())
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(
                            () -> http.send(request, HttpResponse.BodyHandlers.ofString()),
                            answer -> answer.statusCode() == 200)
                    .body();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void withoutLocksAndReplicas(Path worker, int port) throws IOException {
        Files.writeString(
                worker,
                Files.readAllLines(worker).stream()
                        .filter(line -> !line.matches("((admin|producer|consumer)\\.)?(security|sasl)\\..*"))
                        .map(line -> line.replaceFirst("(replication\\.factor)=3", "$1=1"))
                        .map(line -> line.replaceFirst("^group.id=.*", "group.id=image"))
                        .map(line -> line.replaceFirst("^(.*storage\\.topic=).*-", "$1image-"))
                        .map(line -> line.replaceFirst(
                                "^listeners=.*", "listeners=http://" + LoopbackPort.HOST + ":" + port))
                        .collect(Collectors.joining("\n")));
    }

    private static Path tar(String name) {
        return PROJECT.resolve("images").resolve(name).resolve("target").resolve(name + ".tar");
    }
}

package dev.darkroom.imagecollection;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Image collection in a JVM of its own, which can be killed. */
final class CollectionProcess implements AutoCloseable {
    private static final Map<String, String> AWS = Map.of(
            "aws.region", "AWS_REGION",
            "aws.accessKeyId", "AWS_ACCESS_KEY_ID",
            "aws.secretAccessKey", "AWS_SECRET_ACCESS_KEY",
            "aws.endpointUrlS3", "AWS_ENDPOINT_URL_S3",
            "aws.endpointUrlGlue", "AWS_ENDPOINT_URL_GLUE");

    private final Process process;
    private final int port;

    private CollectionProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it and waits until it listens. */
    static CollectionProcess start(int port, Map<String, String> environment, String... jvmOptions) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.darkroom.imagecollection.Main"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        AWS.forEach((property, variable) -> builder.environment().put(variable, System.getProperty(property, "")));
        builder.environment().put("HTTP_PORT", Integer.toString(port));
        CollectionProcess started = new CollectionProcess(builder.start(), port);
        await().atMost(Duration.ofSeconds(60)).until(started::listens);
        return started;
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package dev.darkroom.cli.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An image as a container runtime would run it, without one: its layers over one another, its entry point in a root and
 * a process namespace of its own, as its user. The network is the machine's.
 *
 * @param config the image's, as in the OCI image specification
 */
record UnpackedImage(Path root, JsonNode config) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static UnpackedImage of(Path tar, Path directory) throws IOException, InterruptedException {
        Path parts = Files.createDirectories(directory.resolve("parts"));
        Path root = Files.createDirectories(directory.resolve("root"));
        run("tar", "-xf", tar.toString(), "-C", parts.toString());
        JsonNode manifest =
                JSON.readTree(parts.resolve("manifest.json").toFile()).path(0);
        for (JsonNode layer : manifest.path("Layers")) {
            run("tar", "-xzf", parts.resolve(layer.asText()).toString(), "-C", root.toString());
        }
        Files.createDirectories(root.resolve("proc"));
        Files.createDirectories(root.resolve("dev"));
        run("mknod", "-m", "666", root.resolve("dev/null").toString(), "c", "1", "3");
        run("mknod", "-m", "666", root.resolve("dev/random").toString(), "c", "1", "8");
        run("mknod", "-m", "666", root.resolve("dev/urandom").toString(), "c", "1", "9");
        JsonNode config =
                JSON.readTree(parts.resolve(manifest.path("Config").asText()).toFile());
        return new UnpackedImage(root, config.path("config"));
    }

    String user() {
        return config.path("User").asText();
    }

    /** Starts the entry point; what it says goes to {@code log}. */
    Process start(Map<String, String> environment, Path log) throws IOException {
        String[] owner = user().split(":", -1);
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--root",
                root.toString(),
                "--mount-proc=/proc",
                "--setgid",
                owner[1],
                "--setuid",
                owner[0]));
        config.path("Entrypoint").forEach(argument -> command.add(argument.asText()));
        config.path("Cmd").forEach(argument -> command.add(argument.asText()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        config.path("Env").forEach(variable -> {
            String[] parts = variable.asText().split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        });
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("Failed: " + String.join(" ", command));
        }
    }
}

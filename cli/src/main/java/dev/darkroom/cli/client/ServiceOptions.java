package dev.darkroom.cli.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** Who is asking. */
final class ServiceOptions {
    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = "${env:DARKROOM_API_KEY:-}",
            description = "The API key (default: $DARKROOM_API_KEY; without one, --customer is said instead).",
            showDefaultValue = Help.Visibility.NEVER)
    private String apiKey = "";

    @Option(
            names = "--customer",
            paramLabel = "ID",
            description = "The customer, at a platform that believes it (default: ${DEFAULT-VALUE}).")
    private String customer = "acme";

    HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return Optional.of(apiKey).filter(key -> !key.isBlank()).isPresent()
                ? request.header("Authorization", "Bearer " + apiKey)
                : request.header("X-Customer-Id", customer);
    }

    /** What to say of a platform that could not be asked; the JDK's client often gives no reason. */
    static String reason(URI platform, IOException failure) {
        String message = failure.getMessage();
        String what = message == null || message.isBlank() ? "nobody answers there" : message;
        return platform.resolve("/") + ": " + what;
    }
}

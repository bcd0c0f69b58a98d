package dev.darkroom.cli.connectors;

import dev.darkroom.localstack.connect.ConnectRest;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** Where Connect is, and how one gets in. */
final class WorkerOptions {
    private static final String PASSWORD = "DARKROOM_CONNECT_PASSWORD";
    private static final String KEYSTORE_PASSWORD = "DARKROOM_CONNECT_KEYSTORE_PASSWORD";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:DARKROOM_CONNECT_URL:-http://127.0.0.1:8083}",
            description = "A worker's REST API (default: $DARKROOM_CONNECT_URL, or http://127.0.0.1:8083).",
            showDefaultValue = Help.Visibility.NEVER)
    private URI url = URI.create("http://127.0.0.1:8083");

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "For HTTP basic authentication; the password is taken from $" + PASSWORD + ".")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates, in PEM, that the worker's is checked against (default: Java's).")
    private Optional<Path> authorities = Optional.empty();

    @Option(
            names = "--keystore",
            paramLabel = "FILE",
            description =
                    "PKCS #12 with the certificate to show the worker; its password is $" + KEYSTORE_PASSWORD + ".")
    private Optional<Path> keystore = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long a rebalance, and a connector's start, may take (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 60;

    ConnectRest connect() {
        if (url.getScheme() == null || url.getHost() == null || !url.getScheme().startsWith("http")) {
            throw new IllegalArgumentException(
                    "--url " + url + " is no http or https URL, such as http://127.0.0.1:8083");
        }
        HttpClient.Builder http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
        if (authorities.isPresent() || keystore.isPresent()) {
            http.sslContext(Tls.context(authorities, keystore, variable(KEYSTORE_PASSWORD)));
        }
        return new ConnectRest(url, user.map(WorkerOptions::basic), timeout(), http.build());
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    private static String basic(String user) {
        String credentials = user + ":"
                + variable(PASSWORD)
                        .orElseThrow(() -> new IllegalArgumentException("--user needs the password in $" + PASSWORD));
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the environment; of the system properties where somebody else has this process's environment. */
    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).or(() -> Optional.ofNullable(System.getProperty(name)));
    }
}

package dev.darkroom.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows the live feed of a platform. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Show images as they finish, and keep them if asked to.",
            "Comes back after a break behind the last image it had. Ends with Ctrl-C, or after --count."
        })
public final class WatchCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);

    @Option(names = "--url", description = "Where image-streaming answers (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://127.0.0.1:8081");

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Begin with what finished since then (ISO 8601, UTC).")
    private Optional<String> since = Optional.empty();

    @Option(names = "--save", paramLabel = "DIR", description = "Keep the images' variants in this folder.")
    private Optional<Path> save = Optional.empty();

    @Option(names = "--count", paramLabel = "N", description = "End after so many images.")
    private long count = Long.MAX_VALUE;

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private String lastId = "";
    private long seen;
    private long savedBytes;

    @Override
    public Integer call() throws Exception {
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            while (seen < count) {
                try {
                    follow(http);
                } catch (IOException e) {
                    out().println("(" + ServiceOptions.reason(url, e) + "; coming back)");
                    out().flush();
                }
                if (seen < count) {
                    Thread.sleep(BETWEEN_ATTEMPTS);
                }
            }
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void follow(HttpClient http) throws IOException, InterruptedException {
        String query = lastId.isEmpty() ? since.map(time -> "?since=" + time).orElse("") : "";
        HttpRequest.Builder request = service.request(url.resolve("/v1/stream" + query));
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            try (InputStream body = answer.body()) {
                String detail = JSON.readTree(body).path("detail").asText();
                if (answer.statusCode() < 500) {
                    throw new IllegalArgumentException(answer.statusCode() + ": " + detail);
                }
                throw new IOException(detail);
            }
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            read(http, lines);
        }
    }

    /** Source: WHATWG HTML, interpretation of an event stream. */
    private void read(HttpClient http, BufferedReader lines) throws IOException, InterruptedException {
        String id = lastId;
        String event = "";
        StringBuilder data = new StringBuilder();
        String line;
        while (seen < count && (line = lines.readLine()) != null) {
            if (line.isEmpty()) {
                if (!data.isEmpty() && !event.equals("end")) {
                    show(http, event, JSON.readTree(data.toString()));
                }
                lastId = id;
                event = "";
                data.setLength(0);
            } else if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                event = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            }
        }
    }

    private void show(HttpClient http, String event, JsonNode image) throws IOException, InterruptedException {
        if (save.isPresent()) {
            for (Map.Entry<String, JsonNode> variant :
                    image.path("links").path("variants").properties()) {
                keep(http, image, variant.getKey(), variant.getValue().asText());
            }
        }
        seen++;
        out().printf(
                        "%-9s  %s  %s%s%n",
                        event,
                        image.path("image_id").asText(),
                        image.path("source_name")
                                .asText(image.path("content_type").asText()),
                        event.equals("failed") ? "  " + image.path("detail").asText() : "");
        if (ProgressBar.onTerminal()) {
            out().printf(
                            "\r\u001b[K%d images%s\r",
                            seen, save.isPresent() ? ", " + savedBytes / 1_000_000 + " MB" : "");
        }
        out().flush();
    }

    private void keep(HttpClient http, JsonNode image, String name, String link)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(
                save.orElseThrow().resolve(image.path("image_id").asText()));
        Path part = Files.createTempFile(folder, "part", "");
        HttpResponse<Path> answer = http.send(service.request(url.resolve(link)).build(), BodyHandlers.ofFile(part));
        if (answer.statusCode() != 200) {
            Files.delete(part);
            throw new IOException("variant " + name + " answered " + answer.statusCode());
        }
        savedBytes += Files.size(part);
        String type = answer.headers().firstValue("content-type").orElse("image/bin");
        Files.move(
                part,
                folder.resolve(name + "." + type.substring(type.indexOf('/') + 1)),
                StandardCopyOption.REPLACE_EXISTING);
    }
}

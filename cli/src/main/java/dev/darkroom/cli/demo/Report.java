package dev.darkroom.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.darkroom.cli.console.TextTable;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the demo prints. */
final class Report {
    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void progress(int done, int all, Ending ending) {
        out.printf(
                "  %2d/%d  %-9s  %s%n",
                done,
                all,
                ending.processed() ? "processed" : "failed",
                ending.upload().photo().name());
    }

    void table(List<Upload> uploads, List<Ending> endings) {
        Map<Upload, Ending> byUpload = endings.stream().collect(Collectors.toMap(Ending::upload, Function.identity()));
        out.println();
        TextTable table = new TextTable("image id", "source", "customer", "outcome", "in", "time", "result");
        uploads.forEach(upload -> table.add(row(upload, byUpload)));
        table.print(out);
    }

    private static List<String> row(Upload upload, Map<Upload, Ending> endings) {
        String source = upload.photo().name();
        String customer = upload.photo().customerId();
        return switch (upload) {
            case Upload.TurnedAway turnedAway ->
                List.of("-", source, customer, "turned away", "", "", turnedAway.status() + " " + turnedAway.detail());
            case Upload.Accepted accepted ->
                Optional.ofNullable(endings.get(accepted))
                        .map(ending -> row(accepted, source, customer, ending))
                        .orElseGet(() -> List.of(accepted.imageId(), source, customer, "open", "", "", ""));
        };
    }

    private static List<String> row(Upload.Accepted accepted, String source, String customer, Ending ending) {
        return List.of(
                accepted.imageId(),
                source,
                customer,
                ending.processed() ? "processed" : "failed",
                size(ending.sizeBytes()),
                "%.1f s".formatted(ending.duration().toMillis() / 1000.0),
                ending.processed() ? variants(ending) : ending.reason());
    }

    private static String variants(Ending ending) {
        return ending.variants().stream().map(Report::variant).collect(Collectors.joining(", "));
    }

    private static String variant(JsonNode variant) {
        return "%s %dx%d %s"
                .formatted(
                        variant.path("name").asText(),
                        variant.path("width").asInt(),
                        variant.path("height").asInt(),
                        size(variant.path("size_bytes").asLong()));
    }

    void counts(Map<String, Set<String>> imageIdsByCustomer, Counts counts) {
        out.printf("%nIn DynamoDB, all runs so far:%n%n");
        TextTable table = new TextTable("customer", "outcome", "type", "images");
        imageIdsByCustomer.keySet().stream()
                .sorted()
                .forEach(customer -> counts.byOutcomeAndType(customer).forEach((outcomeAndType, images) -> {
                    String[] parts = outcomeAndType.split(" ", 2);
                    table.add(List.of(customer, parts[0], parts[1], images.toString()));
                }));
        table.print(out);
    }

    void places(Path filesIn, URI streaming, List<Ending> endings) {
        out.printf("%nRaw and processed images lie below %s%n", filesIn);
        endings.stream()
                .filter(Ending::processed)
                .findFirst()
                .ifPresent(ending -> out.printf(
                        "or over HTTP, e.g.  curl -H 'X-Customer-Id: %s' -o web.jpg %s%n",
                        ending.upload().photo().customerId(),
                        streaming.resolve("/v1/images/" + ending.upload().imageId() + "/variants/web")));
    }

    /** Prints the last line; true when everything was accepted and nothing is left open. */
    boolean verdict(List<Upload> uploads, List<Ending> endings, boolean stored) {
        long processed = endings.stream().filter(Ending::processed).count();
        long accepted =
                uploads.stream().filter(Upload.Accepted.class::isInstance).count();
        long open = accepted - endings.size();
        out.printf(
                "%n%d uploaded: %d processed, %d failed with a reason, %d turned away, %d still open%n",
                uploads.size(), processed, endings.size() - processed, uploads.size() - accepted, open);
        if (!stored) {
            out.println(
                    "Not every item has reached DynamoDB; look at the connector: GET /connectors on Connect's port.");
        }
        return open == 0 && accepted == uploads.size() && stored;
    }

    private static String size(long bytes) {
        return bytes < 1_000_000 ? "%.0f kB".formatted(bytes / 1e3) : "%.1f MB".formatted(bytes / 1e6);
    }
}

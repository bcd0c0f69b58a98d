package dev.darkroom.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Sends files. One that an API gateway lets through goes as a body, under an idempotency key, so that sending it again
 * after no answer makes no second image; a larger one goes to the store in parts, and only what is missing goes again.
 */
final class Sender implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST_BODY_BYTES = 8 << 20;
    private static final int MOST_ATTEMPTS = 6;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI collection;
    private final ServiceOptions service;
    private final Optional<String> function;
    private final Optional<String> operations;
    private final LongConsumer progress;

    /** @param progress told how many more bytes were sent */
    Sender(
            URI collection,
            ServiceOptions service,
            Optional<String> function,
            Optional<String> operations,
            LongConsumer progress) {
        this.collection = collection;
        this.service = service;
        this.function = function;
        this.operations = operations;
        this.progress = progress;
    }

    /**
     * Sends one file.
     *
     * @return the image's id
     * @throws IOException saying why it was not accepted
     */
    String send(Path file) throws IOException, InterruptedException {
        JsonNode answer = Files.size(file) <= LARGEST_BODY_BYTES ? sendBody(file) : sendParts(file);
        return answer.path("image_id").asText();
    }

    private JsonNode sendBody(Path file) throws IOException, InterruptedException {
        StringBuilder query =
                new StringBuilder("?name=" + encoded(file.getFileName().toString()));
        function.ifPresent(name -> query.append("&function=").append(encoded(name)));
        operations.ifPresent(list -> query.append("&operations=").append(encoded(list)));
        HttpRequest.Builder request = service.request(collection.resolve("/v1/images" + query))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .timeout(LONGEST);
        return exchange(request, "POST", () -> part(file, 0, size(file)), 202);
    }

    private JsonNode sendParts(Path file) throws IOException, InterruptedException {
        ObjectNode wish = JsonNodeFactory.instance
                .objectNode()
                .put("size_bytes", Files.size(file))
                .put("name", file.getFileName().toString());
        function.ifPresent(name -> wish.put("function", name));
        operations.ifPresent(list -> wish.put("operations", list));
        HttpRequest.Builder begin = service.request(collection.resolve("/v1/uploads"))
                .header("Idempotency-Key", UUID.randomUUID().toString());
        JsonNode upload = exchange(begin, "POST", () -> BodyPublishers.ofString(wish.toString()), 201);
        for (JsonNode part : upload.path("missing")) {
            HttpRequest.Builder put = HttpRequest.newBuilder(
                            URI.create(part.path("url").asText()))
                    .timeout(LONGEST);
            exchange(
                    put,
                    "PUT",
                    () -> part(
                            file,
                            part.path("offset").asLong(),
                            part.path("size_bytes").asLong()),
                    200);
        }
        URI complete =
                collection.resolve("/v1/uploads/" + upload.path("upload_id").asText() + "/complete");
        return exchange(service.request(complete).timeout(LONGEST), "POST", BodyPublishers::noBody, 202);
    }

    private interface Body {
        BodyPublisher open() throws IOException;
    }

    /** Asks until it is answered as hoped, or refused for good. */
    private JsonNode exchange(HttpRequest.Builder request, String method, Body body, int hoped)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Optional<HttpResponse<byte[]>> answer =
                    tried(request.method(method, body.open()).build(), attempt);
            if (answer.isPresent() && answer.get().statusCode() == hoped) {
                return answer.get().body().length == 0
                        ? JSON.nullNode()
                        : JSON.readTree(answer.get().body());
            }
            int status = answer.map(HttpResponse::statusCode).orElse(503);
            if (attempt == MOST_ATTEMPTS || (status != 429 && status != 409 && status < 500)) {
                throw new IOException(
                        refusal(status, answer.map(HttpResponse::body).orElse(new byte[0])));
            }
            Thread.sleep(
                    Duration.ofSeconds(answer.flatMap(each -> each.headers().firstValue("retry-after"))
                            .map(Long::parseLong)
                            .orElse((long) attempt)));
        }
    }

    private Optional<HttpResponse<byte[]>> tried(HttpRequest request, int attempt)
            throws IOException, InterruptedException {
        try {
            return Optional.of(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            if (attempt == MOST_ATTEMPTS) {
                throw new IOException(ServiceOptions.reason(request.uri(), e), e);
            }
            return Optional.empty();
        }
    }

    private static String refusal(int status, byte[] body) {
        try {
            String detail = JSON.readTree(body).path("detail").asText();
            return status + (detail.isEmpty() ? "" : ": " + detail);
        } catch (IOException e) {
            return Integer.toString(status);
        }
    }

    private BodyPublisher part(Path file, long offset, long bytes) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(file, offset, bytes)), bytes);
    }

    private InputStream open(Path file, long offset, long bytes) {
        try {
            FileChannel channel = FileChannel.open(file).position(offset);
            return new Counted(Channels.newInputStream(channel), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.size(file);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }

    /** The first bytes of a stream, told of as they are read. */
    private final class Counted extends FilterInputStream {
        private long left;

        private Counted(InputStream in, long bytes) {
            super(in);
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = left == 0 ? -1 : super.read(target, offset, (int) Math.min(length, left));
            if (count > 0) {
                left -= count;
                progress.accept(count);
            }
            return count;
        }
    }
}

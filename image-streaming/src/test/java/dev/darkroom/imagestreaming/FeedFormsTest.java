package dev.darkroom.imagestreaming;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed as server-sent events, as a WebSocket and as multipart/mixed. */
final class FeedFormsTest {
    private final TestingStreaming testing = new TestingStreaming();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        testing.close();
        client.close();
    }

    @Test
    void goesOnExactlyBehindTheLastEvent() throws Exception {
        // Given a client that saw the first of three
        testing.publish(Examples.image(id(1), "acme"));
        String last = testing.feed.position().encode();
        testing.publish(Examples.image(id(2), "other"));
        testing.publish(Examples.image(id(3), "acme"));

        // When
        String events = read("/v1/stream", "data:", "Last-Event-ID", last);

        // Then
        assertThat(events).contains(id(3)).doesNotContain(id(1)).doesNotContain(id(2));
    }

    @Test
    void showsWhatIsNewOnlyToAClientWithoutAnId() throws Exception {
        // Given
        testing.publish(Examples.image(id(1), "acme"));

        // When
        String events = read("/v1/stream", ":quiet");

        // Then
        assertThat(events).doesNotContain(id(1));
    }

    @Test
    void replaysSinceATime() throws Exception {
        // Given
        testing.publish(Examples.image(id(1), "acme"));

        // When
        String events = read("/v1/stream?since=2026-01-01T00:00:00Z", "data:");

        // Then
        assertThat(events).contains(id(1));
    }

    @ParameterizedTest
    @CsvSource({
        "outcome=processed, true",
        "outcome=failed, false",
        "type=image/jpeg, true",
        "type=image/png, false",
        "lane=express, true",
        "lane=BULK, false",
        "variant=thumbnail, true",
        "variant=poster, false",
    })
    void showsWhatTheFilterLets(String filter, boolean shown) throws Exception {
        // Given
        String last = testing.feed.position().encode();
        testing.publish(Examples.image(id(1), "acme"));

        // When
        String events = read("/v1/stream?" + filter, shown ? "data:" : ":quiet", "Last-Event-ID", last);

        // Then
        assertThat(events.contains(id(1))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?outcome=open", "?lane=slow", "?since=now", "?last_event_id=x"})
    void refusesWhatCanMatchNothing(String query) throws Exception {
        assertThat(client.send(request("/v1/stream" + query).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesAFormItHasNot() throws Exception {
        assertThat(client.send(
                                request("/v1/stream")
                                        .header("Accept", "text/html")
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(406);
    }

    @Test
    void sendsTheImagesThemselvesAsParts() throws Exception {
        // Given
        String last = testing.feed.position().encode();
        testing.publish(Examples.image(id(1), "acme"));

        // When
        String parts = read("/v1/stream", "X-Event: processed", "Accept", "multipart/mixed", "Last-Event-ID", last);

        // Then: the small one as a part, the large one by its link alone
        String small = new String(TestingVariantStore.bytes(1000), ISO_8859_1);
        assertThat(parts)
                .contains(
                        "Content-Type: image/jpeg\r\nContent-Location: /v1/images/" + id(1) + "/variants/thumbnail\r\n",
                        "Content-Length: 1000\r\n\r\n" + small + "\r\n--")
                .doesNotContain("Content-Type: image/webp");
        assertThat(testing.variants.wholeReads).hasValue(1);
    }

    @Test
    void readsAVariantOnceForAllListeners() throws Exception {
        // Given
        String last = testing.feed.position().encode();
        testing.publish(Examples.image(id(1), "acme"));

        // When
        for (int i = 0; i < 5; i++) {
            read("/v1/stream", "X-Event: processed", "Accept", "multipart/mixed", "Last-Event-ID", last);
        }

        // Then
        assertThat(testing.variants.wholeReads).hasValue(1);
    }

    @Test
    void sendsTheMetadataAloneWhenAVariantIsGone() throws Exception {
        // Given
        testing.variants.gone = true;
        String last = testing.feed.position().encode();
        testing.publish(Examples.image(id(1), "acme"));

        // When
        String parts = read("/v1/stream", "X-Event: processed", "Accept", "multipart/mixed", "Last-Event-ID", last);

        // Then
        assertThat(parts).doesNotContain("Content-Type: image/jpeg");
    }

    @Test
    void speaksWebSocket() throws Exception {
        // Given
        Messages messages = new Messages();
        WebSocket socket = webSocket("/v1/stream?lane=express", "acme", messages);
        await().until(() -> !messages.texts.isEmpty());

        // When
        testing.publish(Examples.image(id(1), "other"));
        testing.publish(Examples.image(id(2), "acme"));

        // Then
        await().untilAsserted(() -> assertThat(messages.texts).hasSize(2));
        assertThat(messages.texts.get(1))
                .startsWith("{\"id\":\"" + testing.feed.position().encode()
                        + "\",\"event\":\"processed\",\"data\":{\"image_id\":\"" + id(2));
        await().untilAsserted(() -> assertThat(messages.pings).isNotEmpty());
        socket.abort();
        await().untilAsserted(() -> assertThat(testing.feed.listeners()).isZero());
    }

    @Test
    void goesOnByWebSocketToo() throws Exception {
        // Given
        String last = testing.feed.position().encode();
        testing.publish(Examples.image(id(1), "acme"));

        // When
        Messages messages = new Messages();
        webSocket("/v1/stream?last_event_id=" + last, "acme", messages);

        // Then
        await().untilAsserted(() -> assertThat(messages.texts).anyMatch(text -> text.contains(id(1))));
    }

    @Test
    void opensNoWebSocketForAStranger() {
        assertThatThrownBy(() -> webSocket("/v1/stream", "../acme", new Messages()))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void closesAWebSocketThatTalks() throws Exception {
        // Given
        Messages messages = new Messages();
        WebSocket socket = webSocket("/v1/stream", "acme", messages);

        // When
        socket.sendText("hello", true).get();

        // Then
        await().untilAsserted(() -> assertThat(messages.closed).containsExactly(1008));
        await().untilAsserted(() -> assertThat(testing.feed.listeners()).isZero());
    }

    private static String id(int number) {
        return "0190b0c4-0000-7000-8000-00000000000" + number;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + testing.port() + path))
                .header("X-Customer-Id", "acme");
    }

    /** What comes until a line begins with {@code end}. */
    private String read(String path, String end, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            return new String(answer.body().readAllBytes(), UTF_8);
        }
        StringBuilder text = new StringBuilder();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), ISO_8859_1))) {
            int next;
            int lineStart = 0;
            while ((next = reader.read()) >= 0) {
                text.append((char) next);
                if (next == '\n') {
                    if (text.substring(lineStart).startsWith(end)) {
                        return text.toString();
                    }
                    lineStart = text.length();
                }
            }
        }
        return text.toString();
    }

    private WebSocket webSocket(String path, String customerId, Messages messages) throws Exception {
        return client.newWebSocketBuilder()
                .header("X-Customer-Id", customerId)
                .buildAsync(URI.create("ws://127.0.0.1:" + testing.port() + path), messages)
                .get();
    }

    private static final class Messages implements WebSocket.Listener {
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final List<Integer> pings = new CopyOnWriteArrayList<>();
        private final List<Integer> closed = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            pings.add(message.remaining());
            return WebSocket.Listener.super.onPing(socket, message);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.add(status);
            return WebSocket.Listener.super.onClose(socket, status, reason);
        }
    }
}

package dev.darkroom.imagestreaming;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.darkroom.httpservice.CustomerId;
import dev.darkroom.httpservice.Problem;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * {@code GET /v1/stream}: the customer's images as they finish, as server-sent events. Source: <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">WHATWG HTML, server-sent events</a>.
 */
final class StreamRoute implements Handler {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final LiveFeed feed;
    private final BooleanSupplier following;
    private final Duration heartbeat;

    StreamRoute(LiveFeed feed, BooleanSupplier following, Duration heartbeat) {
        this.feed = feed;
        this.following = following;
        this.heartbeat = heartbeat;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws InterruptedException {
        String customerId = CustomerId.of(request);
        if (!following.getAsBoolean()) {
            throw Problem.unavailable("The feed is not connected to Kafka just now. Come again.", RETRY_AFTER)
                    .exception();
        }
        try (Listener listener = feed.listen(customerId);
                SseSink sink = response.sink(SseSink.TYPE)) {
            sink.emit(comment("listening"));
            send(listener, sink);
        } catch (UncheckedIOException e) {
            throw new CloseConnectionException("The listener is gone", e);
        }
    }

    private void send(Listener listener, SseSink sink) throws InterruptedException {
        while (true) {
            switch (listener.next(heartbeat)) {
                case Listener.Image image -> sink.emit(event(image.event()));
                case Listener.Quiet quiet -> sink.emit(comment("quiet"));
                case Listener.Ending ending -> {
                    sink.emit(last(ending));
                    return;
                }
            }
        }
    }

    private static SseEvent event(LiveEvent event) {
        return SseEvent.builder()
                .id(event.id())
                .name(event.image().outcome())
                .data(event.image().json().getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static SseEvent last(Listener.Ending ending) {
        String document = JsonNodeFactory.instance
                .objectNode()
                .put("detail", ending.detail())
                .toString();
        return SseEvent.builder()
                .name("end")
                .data(document.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static SseEvent comment(String text) {
        return SseEvent.builder().comment(text).data(SseEvent.NO_DATA).build();
    }
}

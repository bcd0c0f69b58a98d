package dev.darkroom.imagestreaming;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.imagestreaming.Subscriptions.Wish;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * {@code GET /v1/stream}: the customer's images as they finish, as server-sent events or, for a client that accepts
 * {@code multipart/mixed}, together with the images themselves. Source: <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">WHATWG HTML, server-sent events</a>.
 */
final class StreamRoute implements Handler {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
    private static final String SERVER_SENT_EVENTS = "text/event-stream";
    private static final String MIXED = "multipart/mixed";

    private final Authenticator authenticator;
    private final Subscriptions subscriptions;
    private final MixedFeed mixed;
    private final Duration heartbeat;

    StreamRoute(Authenticator authenticator, Subscriptions subscriptions, MixedFeed mixed, Duration heartbeat) {
        this.authenticator = authenticator;
        this.subscriptions = subscriptions;
        this.mixed = mixed;
        this.heartbeat = heartbeat;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws InterruptedException {
        Wish wish = Wish.of(
                authenticator.customerId(request.headers()),
                request.query(),
                request.headers().first(LAST_EVENT_ID));
        Accept accept = Accept.parse(request.headers().first(HeaderNames.ACCEPT).orElse(""));
        if (Math.max(accept.quality(SERVER_SENT_EVENTS), accept.quality(MIXED)) == 0) {
            throw new Problem("not-acceptable", 406, "The feed is " + SERVER_SENT_EVENTS + " or " + MIXED + ".")
                    .exception();
        }
        try (Subscription subscription = subscriptions.begin(wish)) {
            response.header(HeaderNames.CACHE_CONTROL, "no-store");
            if (accept.quality(MIXED) > accept.quality(SERVER_SENT_EVENTS)) {
                mixed.send(response, subscription, wish.filter());
            } else {
                sendEvents(response, subscription);
            }
        } catch (UncheckedIOException | IOException e) {
            throw new CloseConnectionException("The listener is gone", e);
        }
    }

    private void sendEvents(ServerResponse response, Subscription subscription) throws InterruptedException {
        try (SseSink sink = response.sink(SseSink.TYPE)) {
            sink.emit(comment("listening", subscription.id()));
            while (true) {
                switch (subscription.next(heartbeat)) {
                    case Listener.Image image -> sink.emit(event(image.event()));
                    case Listener.Quiet quiet -> sink.emit(comment("quiet", subscription.id()));
                    case Listener.Ending ending -> {
                        sink.emit(last(ending));
                        return;
                    }
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
        return SseEvent.builder()
                .name("end")
                .data(detail(ending).getBytes(StandardCharsets.UTF_8))
                .build();
    }

    static String detail(Listener.Ending ending) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("detail", ending.detail())
                .toString();
    }

    /** The id without data moves a browser's Last-Event-ID on, and calls nobody. */
    private static SseEvent comment(String text, String id) {
        return SseEvent.builder().comment(text).id(id).data(SseEvent.NO_DATA).build();
    }
}

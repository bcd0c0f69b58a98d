package dev.darkroom.imagestreaming;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.imagestreaming.Subscriptions.Wish;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed as a WebSocket (RFC 6455): each event a text message {@code {"id", "event", "data"}}. One for each connection.
 * Pings keep it alive; a client that answers none is gone.
 */
final class FeedWebSocket implements WsListener {
    private static final Logger LOG = LoggerFactory.getLogger(FeedWebSocket.class);
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

    private final Authenticator authenticator;
    private final Subscriptions subscriptions;
    private final Duration heartbeat;
    private @Nullable Wish wish;
    private @Nullable Thread sender;

    FeedWebSocket(Authenticator authenticator, Subscriptions subscriptions, Duration heartbeat) {
        this.authenticator = authenticator;
        this.subscriptions = subscriptions;
        this.heartbeat = heartbeat;
    }

    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) {
        wish = Wish.of(authenticator.customerId(headers), prologue.query(), headers.first(LAST_EVENT_ID));
        return Optional.empty();
    }

    @Override
    public void onOpen(WsSession session) {
        Wish asked = wish;
        if (asked == null) {
            throw new IllegalStateException("A WebSocket opened without a request");
        }
        sender = Thread.ofVirtual().name("web-socket").start(() -> send(session, asked));
    }

    private void send(WsSession session, Wish asked) {
        try (Subscription subscription = subscriptions.begin(asked)) {
            session.send(message(subscription.id(), "listening", "{}"), true);
            while (true) {
                switch (subscription.next(heartbeat)) {
                    case Listener.Image image ->
                        session.send(
                                message(
                                        image.event().id(),
                                        image.event().image().outcome(),
                                        image.event().image().json()),
                                true);
                    case Listener.Quiet quiet -> session.ping(BufferData.empty());
                    case Listener.Ending ending -> {
                        session.close(WsCloseCodes.TRY_AGAIN_LATER, ending.detail());
                        return;
                    }
                }
            }
        } catch (ProblemException e) {
            session.close(WsCloseCodes.TRY_AGAIN_LATER, e.problem().detail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("A WebSocket's client is gone");
        }
    }

    private static String message(String id, String event, String data) {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("id", id).put("event", event);
        message.putRawValue("data", new RawValue(data));
        return message.toString();
    }

    /** A client has nothing to say; what it says all the same is not read. */
    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        session.close(WsCloseCodes.VIOLATED_POLICY, "Clients of the feed send no messages.");
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        end();
    }

    @Override
    public void onError(WsSession session, Throwable failure) {
        end();
    }

    private void end() {
        Thread sending = sender;
        if (sending != null) {
            sending.interrupt();
        }
    }
}

package dev.darkroom.httpservice;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Closes the connection after an answer that says so, which the server itself forgets up to 4.5.3 (<a
 * href="https://github.com/helidon-io/helidon/issues/12324">helidon 12324</a>). What the client is still sending is first
 * read off for a while: a socket closed on unread bytes is reset, and the client may never see the answer.
 */
final class ConnectionClosing implements Filter {
    private static final long LARGEST_REST_BYTES = 16L << 20;
    private static final Duration LONGEST_REST = Duration.ofSeconds(5);

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        AtomicReference<InputStream> body = new AtomicReference<>();
        request.streamFilter(stream -> {
            body.set(stream);
            return stream;
        });
        chain.proceed();
        if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
                || response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            readOff(request, body);
            throw new CloseConnectionException("The answer was the last on this connection");
        }
    }

    private static void readOff(RoutingRequest request, AtomicReference<InputStream> body) {
        if (!request.content().hasEntity() || request.content().consumed() || !request.continueSent()) {
            return;
        }
        long deadline = System.nanoTime() + LONGEST_REST.toNanos();
        byte[] rest = new byte[16 << 10];
        long restBytes = 0;
        try {
            InputStream opened = body.get();
            InputStream stream = opened == null ? request.content().inputStream() : opened;
            int count;
            while (restBytes < LARGEST_REST_BYTES && System.nanoTime() < deadline && (count = stream.read(rest)) >= 0) {
                restBytes += count;
            }
        } catch (IOException | RuntimeException e) {
            // The client is gone or sends nonsense: there is nothing left to be kind to.
            throw new CloseConnectionException("The rest of the body could not be read", e);
        }
    }
}

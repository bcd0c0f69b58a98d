package dev.darkroom.httpservice;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections on which a request's head takes too long, however steadily its bytes come: the server itself only
 * minds a client that is silent. Bodies have a pace of their own, which their routes mind.
 */
final class HeadDeadlines implements Filter, AutoCloseable {
    private static final long CHECK_MILLIS = 500;

    private final Duration longest;
    private final Map<SocketAddress, Pending> pending = new ConcurrentHashMap<>();
    private final Map<SocketAddress, SocketChannel> channels = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private record Pending(SocketChannel channel, long deadline) {}

    /** @param longest how long a head may take, from the end of the request before, or from the connection's begin */
    HeadDeadlines(Duration longest) {
        this.longest = longest;
        Thread.ofVirtual().name("head-deadlines").start(this::run);
    }

    void opened(SocketChannel channel) {
        try {
            SocketAddress client = channel.getRemoteAddress();
            channels.put(client, channel);
            expect(client);
        } catch (IOException e) {
            // A connection that is closed already needs no deadline.
            return;
        }
    }

    private void expect(SocketAddress client) {
        SocketChannel channel = channels.get(client);
        if (channel != null) {
            pending.put(client, new Pending(channel, System.nanoTime() + longest.toNanos()));
        }
    }

    /** The head has come. */
    void arrived(SocketAddress client) {
        pending.remove(client);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        SocketAddress client = request.remotePeer().address();
        arrived(client);
        try {
            chain.proceed();
        } finally {
            expect(client);
        }
    }

    private void run() {
        try {
            while (!closing.await(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                pending.forEach(this::closeIfLate);
                channels.values().removeIf(channel -> !channel.isOpen());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeIfLate(SocketAddress client, Pending head) {
        if (!head.channel().isOpen()) {
            pending.remove(client, head);
        } else if (System.nanoTime() - head.deadline() > 0 && pending.remove(client, head)) {
            try {
                head.channel().close();
            } catch (IOException e) {
                // It is closed all the same.
                return;
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}

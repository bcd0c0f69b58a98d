package dev.darkroom.httpservice;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;
import java.time.Duration;

/**
 * A running HTTP/1.1 server, one virtual thread per connection. Every refusal is a problem document. Nothing is
 * discovered on the class path: what it can do is what this class says.
 */
public final class HttpService implements AutoCloseable {
    /** A client that sends nothing for so long has given up. S3 gives up on a pause in what it is sent after 20 s. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(25);

    /** Room for our own count to speak first, with a better sentence than the server's. */
    private static final long SLACK_BYTES = 16L << 20;

    private static final int WRITE_BUFFER_BYTES = 64 << 10;

    /** 32 times what a browser sends. */
    private static final int LARGEST_HEADERS_BYTES = 16 << 10;

    /** Clients of a feed have next to nothing to say. */
    private static final int LARGEST_FRAME_BYTES = 4 << 10;

    private final WebServer server;
    private final HeadDeadlines heads;

    private HttpService(WebServer server, HeadDeadlines heads) {
        this.server = server;
        this.heads = heads;
    }

    /**
     * Starts listening.
     *
     * @param largestBodyBytes what no request's body may exceed; the server refuses only what is far above, the routes
     *     what is just above
     * @throws RuntimeException when the address cannot be bound
     */
    public static HttpService start(HttpAddress address, long largestBodyBytes, Routes routes) {
        return start(address, largestBodyBytes, SILENCE, routes);
    }

    static HttpService start(HttpAddress address, long largestBodyBytes, Duration longestSilence, Routes routes) {
        HeadDeadlines heads = new HeadDeadlines(longestSilence.multipliedBy(2));
        routes.filter(new LengthRequired()).filter(new ConnectionClosing());
        HttpRouting.Builder routing = routes.http(heads);
        Refusals.addTo(routing);
        WsConfig webSocket =
                WsConfig.builder().maxFrameLength(LARGEST_FRAME_BYTES).build();
        WebServerConfig.Builder server = WebServer.builder()
                .host(address.host())
                .port(address.port())
                .routing(routing)
                .addRouting(routes.webSocket(heads))
                .directHandlers(Refusals.beforeRouting())
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(Http1Config.builder()
                                .sendKeepAliveHeader(false)
                                .maxHeadersSize(LARGEST_HEADERS_BYTES)
                                .build())
                        .addUpgrader(WsUpgrader.create(webSocket))
                        .build())
                .addProtocol(webSocket)
                .protocolsDiscoverServices(false)
                .featuresDiscoverServices(false)
                .concurrencyLimitDiscoverServices(false)
                .contentEncoding(ContentEncodingContext.builder()
                        .contentEncodingsDiscoverServices(false)
                        .build())
                .mediaContext(MediaContext.builder()
                        .mediaSupportsDiscoverServices(false)
                        .build())
                .maxPayloadSize(largestBodyBytes + SLACK_BYTES)
                .writeBufferSize(WRITE_BUFFER_BYTES)
                // Read timeouts are ignored on the server's NIO sockets.
                .useNio(false)
                .connectionOptions(new TimedConnections(
                        SocketOptions.builder()
                                .readTimeout(longestSilence)
                                // Else the last bytes of an answer in several writes wait for the client's delayed
                                // acknowledgement, 40 ms.
                                .tcpNoDelay(true)
                                .build(),
                        heads))
                .shutdownGracePeriod(LONGEST_DRAIN)
                .shutdownHook(false);
        address.tls().ifPresent(server::tls);
        WebServer started = server.build().start();
        if (started.port() < 0) {
            // The server tells of a port it cannot bind in its log alone.
            heads.close();
            throw new IllegalStateException(
                    "Cannot listen on " + address.host() + ":" + address.port() + ": is the port taken?");
        }
        return new HttpService(started, heads);
    }

    /** The port listened on. */
    public int port() {
        return server.port();
    }

    /** Takes no new request, lets those under way end for up to 25 s, then cuts them off. */
    @Override
    public void close() {
        server.stop();
        heads.close();
    }
}

package dev.darkroom.httpservice;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.Method;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.time.Duration;
import java.util.Map;

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

    private final WebServer server;

    private HttpService(WebServer server) {
        this.server = server;
    }

    /**
     * Starts listening.
     *
     * @param largestBodyBytes what no request's body may exceed; the server refuses only what is far above, the routes
     *     what is just above
     * @throws RuntimeException when the address cannot be bound
     */
    public static HttpService start(HttpAddress address, long largestBodyBytes, HttpRouting.Builder routes) {
        return start(address, largestBodyBytes, SILENCE, routes);
    }

    static HttpService start(
            HttpAddress address, long largestBodyBytes, Duration longestSilence, HttpRouting.Builder routes) {
        Refusals.addTo(routes);
        routes.addFilter(new LengthRequired());
        routes.addFilter(new ConnectionClosing());
        WebServer server = WebServer.builder()
                .host(address.host())
                .port(address.port())
                .routing(routes)
                .directHandlers(Refusals.beforeRouting())
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(Http1Config.builder().sendKeepAliveHeader(false).build())
                        .build())
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
                .writeBufferSize(64 << 10)
                // Read timeouts are ignored on the server's NIO sockets.
                .useNio(false)
                .connectionOptions(new TimedConnections(
                        SocketOptions.builder().readTimeout(longestSilence).build()))
                .shutdownGracePeriod(LONGEST_DRAIN)
                .shutdownHook(false)
                .build()
                .start();
        return new HttpService(server);
    }

    /** Routes one method of a path to {@code handler}; any other method is refused with 405 and the one allowed. */
    public static void route(HttpRouting.Builder routes, Method method, String path, Handler handler) {
        routes.route(method, path, handler);
        routes.any(path, (request, response) -> {
            throw new Problem(
                            "method-not-allowed",
                            405,
                            "Only " + method.text() + " is known here.",
                            Map.of("Allow", method.text()))
                    .exception();
        });
    }

    /** The port listened on. */
    public int port() {
        return server.port();
    }

    /** Takes no new request, lets those under way end for up to 25 s, then cuts them off. */
    @Override
    public void close() {
        server.stop();
    }
}

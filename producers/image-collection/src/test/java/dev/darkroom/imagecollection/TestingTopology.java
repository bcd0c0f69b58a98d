package dev.darkroom.imagecollection;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server that answers for open images as the topology does. */
final class TestingTopology implements AutoCloseable {
    /** Documents by image id. */
    final Map<String, String> images = new ConcurrentHashMap<>();

    volatile boolean rebalancing;
    private final HttpServer server;

    TestingTopology() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/images/", exchange -> {
            String id = exchange.getRequestURI().getPath().substring("/v1/images/".length());
            String document = images.get(id);
            int status = rebalancing ? 503 : document == null ? 404 : 200;
            byte[] body = (status == 200 && document != null ? document : "{}").getBytes(StandardCharsets.UTF_8);
            if (rebalancing) {
                exchange.getResponseHeaders().add("Retry-After", "1");
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package dev.darkroom.cli.connectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** What stands before a worker: it turns requests away, or hands them on. */
final class Front implements AutoCloseable {
    private static final int HANDED_ON = 0;

    private final HttpServer server;
    private final String scheme;
    private final URI worker;
    private final ToIntFunction<HttpExchange> refusal;
    private final AtomicInteger refused = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();

    private Front(HttpServer server, String scheme, URI worker, ToIntFunction<HttpExchange> refusal) {
        this.server = server;
        this.scheme = scheme;
        this.worker = worker;
        this.refusal = refusal;
        server.createContext("/", this::handle);
        server.start();
    }

    /** Answers each of the first requests as a worker does whose group rebalances. */
    static Front rebalancing(URI worker, int times) throws IOException {
        AtomicInteger left = new AtomicInteger(times);
        return new Front(
                HttpServer.create(anyPort(), 0),
                "http",
                worker,
                exchange -> left.getAndDecrement() > 0 ? 409 : HANDED_ON);
    }

    /** Speaks TLS and lets one user in. */
    static Front secured(URI worker, Keys keys, String user, String password) throws Exception {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        String expected =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new Front(
                server,
                "https",
                worker,
                exchange -> expected.equals(exchange.getRequestHeaders().getFirst("Authorization")) ? HANDED_ON : 401);
    }

    URI endpoint() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    int refused() {
        return refused.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = refusal.applyAsInt(exchange);
            if (status != HANDED_ON) {
                refused.incrementAndGet();
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(
                                    URI.create(worker + exchange.getRequestURI().toString()))
                            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                            .header("Content-Type", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SSLContext context(Keys keys) throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(
                KeyStore.getInstance(keys.keystore().toFile(), Keys.PASSWORD.toCharArray()),
                Keys.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
    }
}

package dev.darkroom.httpservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpServiceTest {
    private static final Authenticator AUTHENTICATOR = new TrustingAuthenticator();

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpService service = start();

    @AfterEach
    void stop() {
        service.close();
        client.close();
    }

    @Test
    void answersAnUnknownRouteWithAProblemDocument() throws Exception {
        // When
        HttpResponse<String> answer = get("/nowhere", Map.of());

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).contains(Problem.MEDIA_TYPE);
        assertThat(answer.body())
                .contains("\"type\":\"urn:darkroom:problem:not-found\"", "\"title\":\"Not found\"", "\"status\":404");
    }

    @Test
    void namesTheMethodThatIsAllowed() throws Exception {
        // When
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri("/customer")).DELETE().build(), BodyHandlers.ofString());

        // Then
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("GET");
        assertThat(answer.headers().firstValue("content-type")).contains(Problem.MEDIA_TYPE);
    }

    @Test
    void tellsTheCustomerFromTheHeader() throws Exception {
        // When
        HttpResponse<String> answer = get("/customer", Map.of("X-Customer-Id", "acme_1-B"));

        // Then
        assertThat(answer.body()).isEqualTo("acme_1-B");
    }

    @Test
    void refusesACustomerIdThatIsMissingOrMalformed() throws Exception {
        // When
        HttpResponse<String> missing = get("/customer", Map.of());
        HttpResponse<String> pathLike = get("/customer", Map.of("X-Customer-Id", "../acme"));

        // Then
        assertThat(missing.statusCode()).isEqualTo(400);
        assertThat(missing.body()).contains("urn:darkroom:problem:customer-unknown");
        assertThat(pathLike.statusCode()).isEqualTo(400);
    }

    @Test
    void hidesASurpriseBehindAProblemDocument() throws Exception {
        // When
        HttpResponse<String> answer = get("/surprise", Map.of());

        // Then
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("urn:darkroom:problem:internal-error")
                .doesNotContain("secret");
    }

    @Test
    void answersAHeaderThatIsNoneWithAProblemDocumentAndCloses() throws Exception {
        // When
        String answer = exchange("GET /customer HTTP/1.1\r\nHost: x\r\nBad Name: 1\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 400").contains(Problem.MEDIA_TYPE);
    }

    @Test
    void closesTheConnectionWhenAskedTo() throws Exception {
        // When the exchange reads to the end of the stream
        String answer =
                exchange("GET /customer HTTP/1.1\r\nHost: x\r\nX-Customer-Id: acme\r\nConnection: close\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("acme");
    }

    @Test
    void refusesABodyWithoutReadingAllOfItFirst() throws Exception {
        // When 1 TB is announced
        String answer = exchange("POST /customer HTTP/1.1\r\nHost: x\r\nContent-Length: 1099511627776\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 413").contains(Problem.MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /customer", "POST /customer", "GET /livez", "POST /nowhere"})
    void refusesABodyInChunksOnEveryRouteAndReadsNoneOfIt(String request) throws Exception {
        // When a body is announced and does not come
        String answer = exchange(head(request, "X-Customer-Id: acme", "Transfer-Encoding: chunked"));

        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 411")
                .contains("Connection: close", Problem.MEDIA_TYPE, "length-required", "Send Content-Length");
    }

    @Test
    void takesNoChunkForTheNextRequest() throws Exception {
        // When what follows would be a request if it were no body
        String answer = exchange(
                head("POST /customer", "Transfer-Encoding: chunked") + head("GET /customer", "X-Customer-Id: acme"));

        // Then
        assertThat(answer).startsWith("HTTP/1.1 411").doesNotContain("200 OK");
    }

    @Test
    void neverAsksForABodyInChunks() throws Exception {
        // When a client waits to be asked for it
        String answer = exchange(head("POST /customer", "Expect: 100-continue", "Transfer-Encoding: chunked"));

        // Then
        assertThat(answer).startsWith("HTTP/1.1 411");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void keepsTheConnectionAfterARequestWithoutABody(String method) throws Exception {
        // When
        String answer = exchange(head(method + " /customer", "X-Customer-Id: first")
                + head("GET /customer", "X-Customer-Id: second", "Connection: close"));

        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 ")
                .doesNotContain("HTTP/1.1 411")
                .endsWith("second");
    }

    @Test
    void closesTheConnectionOfAClientThatFallsSilent() throws Exception {
        // When the body announced does not come, and the exchange reads to the end of the stream
        String answer = exchange(head("POST /body", "Content-Length: 10"));

        // Then
        assertThat(answer).doesNotContain("200 OK");
    }

    @Test
    void closesTheConnectionOfAClientWhoseHeadNeverEnds() throws Exception {
        // Given a client that sends a byte now and then, sooner than it would count as silent
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            slow.getOutputStream().write("GET /customer HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));

            // Then it is closed, while others are served
            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        assertThat(get("/customer", Map.of("X-Customer-Id", "acme"))
                                        .statusCode())
                                .isEqualTo(200);
                        return closed(slow);
                    });
        }
    }

    private static boolean closed(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write('x');
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void refusesAMillionHeadersWithoutReadingThemAll() throws Exception {
        // When
        StringBuilder head = new StringBuilder("GET /customer HTTP/1.1\r\nHost: x\r\n");
        for (int i = 0; i < 1_000_000; i++) {
            head.append("a: b\r\n");
        }
        String answer;
        try {
            answer = exchange(head + "\r\n");
        } catch (SocketException e) {
            // The server hung up while the rest was on its way, which no answer may survive.
            answer = "";
        }

        // Then
        assertThat(answer).doesNotContain("200 OK");
        assertThat(get("/customer", Map.of("X-Customer-Id", "acme")).statusCode())
                .isEqualTo(200);
    }

    private static HttpService start() {
        Routes routes = new Routes()
                .get("/customer", (request, response) -> response.send(AUTHENTICATOR.customerId(request.headers())))
                .get("/surprise", (request, response) -> {
                    throw new IllegalStateException("secret");
                })
                .post(
                        "/body",
                        (request, response) -> response.send(request.content().as(byte[].class)));
        return HttpService.start(new HttpAddress("127.0.0.1", 0), 1 << 20, Duration.ofSeconds(1), routes);
    }

    private HttpResponse<String> get(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.port() + path);
    }

    private static String head(String request, String... headers) {
        return request + " HTTP/1.1\r\nHost: x\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

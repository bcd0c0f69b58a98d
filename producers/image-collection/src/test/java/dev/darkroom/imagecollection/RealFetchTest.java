package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagecollection.outbound.HostPatterns;
import dev.darkroom.imagecollection.outbound.OutboundHttp;
import dev.darkroom.schemas.RawImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images fetched from a server that speaks HTTPS, whose host alone the operator trusts. */
final class RealFetchTest {
    private static final Path PHOTO = Path.of("../../photos/budgerigar-baseline.jpg");
    private static final SSLContext TLS = TestingTls.create();

    private final TestingHttps source = new TestingHttps(TLS);
    private final OutboundHttp outbound =
            OutboundHttp.create(new HostPatterns(List.of("localhost")), Duration.ofSeconds(3), TLS);
    private final TestingCollection collection = new TestingCollection(outbound);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        collection.close();
        outbound.close();
        source.close();
        client.close();
    }

    @Test
    void takesAnImageFromWhereItLies() throws Exception {
        // Given
        byte[] photo = Files.readAllBytes(PHOTO);
        source.on("/bird.jpg", TestingHttps.bytes(photo));

        // When
        HttpResponse<String> answer = fetch(source.url("/bird.jpg"));

        // Then
        assertTaken(answer, photo);
        assertThat(source.requests).hasSize(1);
        assertThat(source.requests.getFirst().header("user-agent")).isEqualTo("Darkroom");
    }

    @Test
    void goesWhereTheSourceSaysThatItLiesNow() throws Exception {
        // Given
        byte[] photo = Files.readAllBytes(PHOTO);
        source.on("/bird.jpg", TestingHttps.redirect("/birds/1"));
        source.on("/birds/1", TestingHttps.redirect(source.url("/birds/1.jpg")));
        source.on("/birds/1.jpg", TestingHttps.bytes(photo));

        // When
        HttpResponse<String> answer = fetch(source.url("/bird.jpg"));

        // Then
        assertTaken(answer, photo);
    }

    @ParameterizedTest
    @CsvSource({
        // Sources all right, but the address is not public.
        "https://127.0.0.1/secret, 403, not public",
        "https://evil.example/secret, 403, evil.example",
        "https://169.254.169.254/latest/meta-data, 403, 169.254.169.254",
        "http://localhost/secret, 400, https",
        "https://127.0.0.1:22/, 400, usual port",
        "file:///etc/passwd, 400, https",
        "https://a b/, 502, redirects to what is no URL",
        "https://[/, 502, redirects to what is no URL",
        "'', 502, redirects to what is no URL",
    })
    void goesNowhereElseForARedirect(String location, int status, String reason) throws Exception {
        // Given
        source.on("/bird.jpg", TestingHttps.redirect(location));

        // When
        HttpResponse<String> answer = fetch(source.url("/bird.jpg"));

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(reason);
        assertNothingTaken();
        assertThat(source.requests).hasSize(1);
    }

    @Test
    void goesRoundInNoCircle() throws Exception {
        // Given
        source.on("/bird.jpg", TestingHttps.redirect("/bird.jpg"));

        // When
        HttpResponse<String> answer = fetch(source.url("/bird.jpg"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("redirects more than 3 times");
        assertThat(source.requests).hasSize(4);
        assertNothingTaken();
    }

    @ParameterizedTest
    @CsvSource({"404, answered 404", "500, answered 500", "204, answered 204"})
    void takesNothingFromASourceWithoutIt(int status, String reason) throws Exception {
        // Given
        source.on("/bird.jpg", TestingHttps.status(status));

        // When
        HttpResponse<String> answer = fetch(source.url("/bird.jpg"));

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains(reason);
        assertNothingTaken();
    }

    @Test
    void takesNothingOfWhatIsCutOff() throws Exception {
        // Given
        byte[] photo = Files.readAllBytes(PHOTO);
        source.on("/bird.jpg", exchange -> {
            exchange.sendResponseHeaders(200, photo.length);
            exchange.getResponseBody().write(photo, 0, photo.length / 2);
            exchange.getResponseBody().flush();
        });

        // When
        HttpResponse<String> answer = fetch(source.url("/bird.jpg"));

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains("did not send the image to its end");
        assertNothingTaken();
    }

    @Test
    void doesNotWaitForASourceThatIsSilent() throws Exception {
        // Given
        source.on("/bird.jpg", source.silence());

        // When
        HttpResponse<String> answer = fetch(source.url("/bird.jpg"));

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains("does not answer");
        assertNothingTaken();
    }

    private HttpResponse<String> fetch(String url) throws Exception {
        return new Http(client, collection.port(), "acme")
                .json("POST", "/v1/images:fetch", "{\"url\":\"" + url + "\",\"name\":\"a bird\"}");
    }

    private void assertTaken(HttpResponse<String> answer, byte[] photo) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(collection.log.published).hasSize(1);
        RawImage image = collection.log.published.getFirst();
        assertThat(image.getCustomerId()).isEqualTo("acme");
        assertThat(image.getSourceName()).isEqualTo("a bird");
        assertThat(image.getSizeBytes()).isEqualTo(photo.length);
        assertThat(image.getContentType()).isEqualTo("image/jpeg");
        assertThat(image.getSha256()).isEqualTo(Sha256.of(new ByteArrayInputStream(photo)));
        assertThat(collection.store.sizes.values()).containsExactly((long) photo.length);
    }

    private void assertNothingTaken() {
        assertThat(collection.log.published).isEmpty();
        assertThat(collection.store.sizes).isEmpty();
    }
}

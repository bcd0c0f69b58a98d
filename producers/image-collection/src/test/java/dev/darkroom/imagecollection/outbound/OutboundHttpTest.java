package dev.darkroom.imagecollection.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.imagecollection.TestingHttps;
import dev.darkroom.imagecollection.TestingTls;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OutboundHttpTest {
    private static final SSLContext TLS = TestingTls.create();

    private final TestingHttps server = new TestingHttps(TLS);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksNothingOfAnAddressThatIsNotPublic() {
        // Given
        try (OutboundHttp http = http("elsewhere.example")) {
            // When
            assertThatThrownBy(() -> get(http, "localhost"))
                    .satisfies(failure ->
                            assertThat(OutboundHttp.notPublic(failure)).isTrue());
            assertThatThrownBy(() -> get(http, "127.0.0.1"))
                    .satisfies(failure ->
                            assertThat(OutboundHttp.notPublic(failure)).isTrue());

            // Then
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void asksWhatTheOperatorTrusts() throws Exception {
        // Given
        server.on("/", TestingHttps.status(204));

        try (OutboundHttp http = http("localhost")) {
            // When, then
            assertThat(get(http, "localhost")).isEqualTo(204);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void breaksOffWhatTakesTooLong() {
        // Given
        server.on("/", server.silence());

        try (OutboundHttp http = http("localhost")) {
            // When, then, long before the silence is over
            assertThatThrownBy(() ->
                            http.send(new HttpGet(server.url("/")), Duration.ofMillis(200), HttpResponse::getCode))
                    .isInstanceOf(IOException.class);
        }
    }

    private static OutboundHttp http(String trusted) {
        return OutboundHttp.create(new HostPatterns(List.of(trusted)), Duration.ofMinutes(5), TLS);
    }

    private int get(OutboundHttp http, String host) throws IOException {
        HttpGet request = new HttpGet("https://" + host + ":" + server.port() + "/");
        return http.send(request, Duration.ofSeconds(10), HttpResponse::getCode);
    }
}

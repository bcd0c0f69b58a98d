package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is fetched; see RealFetchTest for what is fetched. */
final class FetchTest {
    private final TestingCollection collection = new TestingCollection();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Http acme = new Http(client, collection.port(), "acme");

    @AfterEach
    void stop() {
        collection.close();
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "http://images.example.com/a.jpg, 400",
        "ftp://images.example.com/a.jpg, 400",
        "file:///etc/passwd, 400",
        "https://images.example.com:22/a.jpg, 400",
        "https://user:secret@images.example.com/a.jpg, 400",
        "https:///a.jpg, 400",
        "nonsense, 400",
        "https://evil.example/a.jpg, 403",
        "https://images.example.com.evil.example/a.jpg, 403",
        "https://127.0.0.1/a.jpg, 403",
        "https://localhost/a.jpg, 403",
    })
    void fetchesNothingFromWhereItMayNot(String url, int status) throws Exception {
        // When
        HttpResponse<String> answer = acme.json("POST", "/v1/images:fetch", "{\"url\":\"" + url + "\"}");

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(collection.log.published).isEmpty();
    }

    @Test
    void needsAUrl() throws Exception {
        assertThat(acme.json("POST", "/v1/images:fetch", "{}").statusCode()).isEqualTo(400);
    }
}

package dev.darkroom.imagestreaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PullTest {
    private static final String IMAGE = "/v1/images/" + Examples.IMAGE_ID;
    private static final String SMALL = IMAGE + "/variants/thumbnail";
    private static final String LARGE = IMAGE + "/variants/web";

    private final TestingStreaming testing = new TestingStreaming();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void finishAnImage() {
        testing.images.images.put(Examples.IMAGE_ID, Examples.image(Examples.IMAGE_ID, "acme"));
    }

    @AfterEach
    void stop() {
        testing.close();
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 100",
        "bytes=900-, 900, 1000",
        "bytes=-100, 900, 1000",
        "bytes=-5000, 0, 1000",
        "bytes=990-5000, 990, 1000",
        "bytes=0-0, 0, 1",
    })
    void sendsTheBytesAskedFor(String range, int first, int end) throws Exception {
        // When
        HttpResponse<byte[]> small = get(SMALL, "Range", range);
        HttpResponse<byte[]> large = get(LARGE, "Range", range);

        // Then
        assertThat(small.statusCode()).isEqualTo(206);
        assertThat(small.headers().firstValue("content-range")).contains("bytes " + first + "-" + (end - 1) + "/1000");
        assertThat(small.body()).isEqualTo(Arrays.copyOfRange(TestingVariantStore.bytes(1000), first, end));
        assertThat(large.statusCode()).isEqualTo(206);
        assertThat(large.headers().firstValueAsLong("content-length")).hasValue((long) large.body().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=5-1", "bytes=-", "items=0-1", "bytes=a-b"})
    void sendsAllForARangeThatIsNone(String range) throws Exception {
        assertThat(get(SMALL, "Range", range).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-2000", "bytes=-0"})
    void refusesARangeBehindTheEnd(String range) throws Exception {
        // When
        HttpResponse<byte[]> answer = get(SMALL, "Range", range);

        // Then
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("content-range")).contains("bytes */1000");
    }

    @Test
    void sendsAllWhenTheClientsPartIsOfAnotherVersion() throws Exception {
        String tag = "\"" + Examples.SMALL_SHA256 + "\"";
        assertThat(get(SMALL, "Range", "bytes=0-1", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(get(SMALL, "Range", "bytes=0-1", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"TAG\"", "W/\"TAG\"", "\"x\", \"TAG\"", "*"})
    void sendsNothingToAClientThatHasIt(String condition) throws Exception {
        // When
        HttpResponse<byte[]> answer = get(SMALL, "If-None-Match", condition.replace("TAG", Examples.SMALL_SHA256));

        // Then
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("etag")).isPresent();
        assertThat(testing.variants.wholeReads).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({SMALL + ", 1000", LARGE + ", 3000000"})
    void tellsTheSameByHeadWithoutReadingTheBytes(String path, String length) throws Exception {
        // When
        HttpResponse<byte[]> head = client.send(
                request(path).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray());
        HttpResponse<byte[]> next = get(SMALL);

        // Then
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("content-length")).contains(length);
        assertThat(head.headers().firstValue("etag")).isPresent();
        assertThat(head.body()).isEmpty();
        assertThat(testing.variants.open).hasValue(0);
        assertThat(next.body()).as("the connection is in order").hasSize(1000);
    }

    @Test
    void readsASmallVariantOnceHoweverManyAsk() throws Exception {
        // Given an open house: the test's usual one place for each customer is too few
        List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();

        // When
        for (int i = 0; i < 50; i++) {
            all.add(client.sendAsync(request(SMALL).build(), BodyHandlers.ofByteArray()));
        }

        // Then
        for (CompletableFuture<HttpResponse<byte[]>> each : all) {
            assertThat(each.get().statusCode()).isIn(200, 503);
        }
        assertThat(testing.variants.wholeReads).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image/webp,image/jpeg;q=0.5 | image/webp",
                "image/jpeg | image/jpeg",
                "image/* | image/webp",
                "image/webp;q=0.1,image/* | image/jpeg",
                "application/json | application/json",
                "text/html,*/*;q=0.8 | image/webp",
            })
    void choosesTheVariantThatIsWantedMost(String accept, String type) throws Exception {
        // When
        HttpResponse<byte[]> answer = get(IMAGE + "/variants?width=300", "Accept", accept);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains(type);
        assertThat(answer.headers().firstValue("vary")).contains("Accept");
    }

    @Test
    void choosesTheNarrowestThatIsWideEnough() throws Exception {
        assertThat(get(IMAGE + "/variants?width=200", "Accept", "image/*")
                        .headers()
                        .firstValue("content-location"))
                .contains(SMALL);
        assertThat(get(IMAGE + "/variants?width=9999", "Accept", "image/*")
                        .headers()
                        .firstValue("content-location"))
                .contains(LARGE);
    }

    @Test
    void saysSoWhenThereIsNoVariantOfATypeThatIsAccepted() throws Exception {
        assertThat(get(IMAGE + "/variants", "Accept", "image/avif").statusCode())
                .isEqualTo(406);
    }

    @Test
    void givesAUrlThatEnds() throws Exception {
        assertThat(new String(get(SMALL + "/link?seconds=60").body(), StandardCharsets.UTF_8))
                .contains("https://store.example/k/t.jpg?seconds=60", "\"expires_at\":\"");
        assertThat(get(SMALL + "/link?seconds=604801").statusCode()).isEqualTo(400);
        assertThat(get(SMALL + "/link?seconds=x").statusCode()).isEqualTo(400);
    }

    @Test
    void saysSoWhenTheBytesAreGone() throws Exception {
        testing.variants.gone = true;
        for (String path : List.of(SMALL, LARGE)) {
            HttpResponse<byte[]> answer = get(path, "Range", "bytes=0-1");
            assertThat(answer.statusCode()).isEqualTo(410);
            assertThat(answer.headers().map()).doesNotContainKeys("etag", "cache-control", "content-range");
        }
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + testing.port() + path))
                .header("X-Customer-Id", "acme");
    }
}

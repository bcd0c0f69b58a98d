package dev.darkroom.imagestreaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.httpservice.Contract;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service against its own OpenAPI document: every operation answers as it is documented, to its owner and to others. */
final class ContractTest {
    private static final BodyPublisher NOTHING = BodyPublishers.noBody();
    private static final String IMAGE = "/v1/images/" + Examples.IMAGE_ID;
    private static final String VARIANT = IMAGE + "/variants/thumbnail";

    private final TestingStreaming testing = new TestingStreaming();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        testing.close();
        client.close();
    }

    @Test
    void answersAsDocumented() throws Exception {
        // Given
        testing.images.images.put(Examples.IMAGE_ID, Examples.image(Examples.IMAGE_ID, "acme"));
        Contract contract = Contract.of(client, testing.port());

        // When each operation is used, well and badly; the feed itself never ends and is read elsewhere
        for (String method : new String[] {"GET", "HEAD"}) {
            as(contract, "acme", method, IMAGE);
            as(contract, "acme", method, IMAGE + "/variants");
            as(contract, "acme", method, IMAGE + "/variants", "Accept", "image/*");
            as(contract, "acme", method, IMAGE + "/variants", "Accept", "image/avif");
            as(contract, "acme", method, VARIANT);
            as(contract, "acme", method, VARIANT, "If-None-Match", "*");
            as(contract, "acme", method, IMAGE + "/variants/none");
        }
        as(contract, "acme", "GET", VARIANT, "Range", "bytes=0-9");
        as(contract, "acme", "GET", VARIANT, "Range", "bytes=5000-");
        as(contract, "acme", "GET", VARIANT + "/link");
        as(contract, "acme", "GET", VARIANT + "/link?seconds=0");
        as(contract, "acme", "GET", "/v1/stream?outcome=x");
        as(contract, "acme", "GET", "/v1/stream", "Accept", "text/html");
        testing.variants.gone = true;
        as(contract, "acme", "GET", IMAGE + "/variants/web");
        testing.following.set(false);
        as(contract, "acme", "GET", "/v1/stream");
        for (String path : new String[] {"/livez", "/readyz", "/metrics", "/openapi.yaml"}) {
            as(contract, "acme", "GET", path);
        }

        // Then
        Set<String> used = contract.seen().stream()
                .map(seen -> seen.substring(0, seen.lastIndexOf(' ')))
                .collect(Collectors.toSet());
        assertThat(used).containsExactlyInAnyOrderElementsOf(contract.operations());
    }

    @Test
    void showsNothingToOthersByAnyOperation() throws Exception {
        // Given
        testing.images.images.put(Examples.IMAGE_ID, Examples.image(Examples.IMAGE_ID, "acme"));
        Contract contract = Contract.of(client, testing.port());

        // When each operation on one image is used by another customer, and by nobody
        for (String operation : contract.operations()) {
            String method = operation.split(" ", 2)[0];
            String path = operation.split(" ", 2)[1];
            if (!path.contains("{id}")) {
                continue;
            }
            String filled = path.replace("{id}", Examples.IMAGE_ID).replace("{name}", "thumbnail");
            HttpResponse<byte[]> others = as(contract, "other", method, filled);
            HttpResponse<byte[]> nobodys = contract.send(method, filled, NOTHING);

            // Then
            assertThat(others.statusCode()).as(operation).isEqualTo(404);
            assertThat(nobodys.statusCode()).as(operation).isEqualTo(400);
        }
    }

    private static HttpResponse<byte[]> as(
            Contract contract, String customerId, String method, String path, String... headers) throws Exception {
        String[] all = Stream.concat(Stream.of("X-Customer-Id", customerId), Stream.of(headers))
                .toArray(String[]::new);
        return contract.send(method, path, NOTHING, all);
    }
}

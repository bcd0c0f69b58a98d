package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/**
 * The service against its own OpenAPI document: every operation answers as it is documented, to its owner and to others.
 * Webhooks, which need Kafka, are held to it in WebhookRegistrationTest.
 */
final class ContractTest {
    private static final BodyPublisher NOTHING = BodyPublishers.noBody();
    private static final BodyPublisher BYTES = BodyPublishers.ofString("some bytes");

    private final TestingCollection collection = new TestingCollection();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        collection.close();
        client.close();
    }

    @Test
    void answersAsDocumented() throws Exception {
        // Given
        Contract contract = Contract.of(client, collection.port());

        // When each operation is used, well and badly
        as(contract, "acme", "POST", "/v1/images", BYTES);
        as(contract, "acme", "POST", "/v1/images", NOTHING);
        as(contract, "acme", "POST", "/v1/images", BYTES, "Idempotency-Key", "k");
        as(contract, "acme", "POST", "/v1/images", BYTES, "Idempotency-Key", "k");
        as(contract, "acme", "POST", "/v1/images?name=other", BYTES, "Idempotency-Key", "k");
        as(contract, "acme", "POST", "/v1/images", BYTES, "Content-Type", "multipart/mixed");
        byte[] form = new Form().file("a.jpg", new byte[] {1}).end();
        as(contract, "acme", "POST", "/v1/images", BodyPublishers.ofByteArray(form), "Content-Type", Form.CONTENT_TYPE);
        byte[] cut = new Form()
                .file("a.jpg", new byte[] {1})
                .file("b.jpg", new byte[] {1})
                .withoutEnd();
        as(contract, "acme", "POST", "/v1/images", BodyPublishers.ofByteArray(cut), "Content-Type", Form.CONTENT_TYPE);
        as(contract, "acme", "GET", "/v1/images", NOTHING);
        as(contract, "acme", "GET", "/v1/images?limit=x", NOTHING);
        String id = collection.log.published.getFirst().getImageId();
        as(contract, "acme", "GET", "/v1/images/" + id, NOTHING);
        as(contract, "acme", "POST", "/v1/images:fetch", BodyPublishers.ofString("{}"));
        as(contract, "acme", "POST", "/v1/images:fetch", BodyPublishers.ofString("{\"url\":\"https://127.0.0.1/\"}"));
        String upload = begin(contract);
        as(contract, "acme", "GET", upload, NOTHING);
        as(contract, "acme", "PUT", upload, BYTES, "Content-Range", "bytes 1-2/3");
        as(contract, "acme", "POST", upload + "/complete", NOTHING);
        as(contract, "acme", "PUT", upload, BYTES);
        as(contract, "acme", "POST", upload + "/complete", NOTHING);
        as(contract, "acme", "DELETE", begin(contract), NOTHING);
        as(contract, "acme", "POST", "/v1/uploads", BodyPublishers.ofString("{\"size_bytes\":0}"));
        collection.store.away = true;
        as(contract, "acme", "POST", "/v1/images", BYTES);
        for (String path : new String[] {"/livez", "/readyz", "/metrics", "/openapi.yaml"}) {
            as(contract, "acme", "GET", path, NOTHING);
        }

        // Then
        Set<String> used = contract.seen().stream()
                .map(seen -> seen.substring(0, seen.lastIndexOf(' ')))
                .collect(Collectors.toSet());
        assertThat(used)
                .containsExactlyInAnyOrderElementsOf(contract.operations().stream()
                        .filter(operation -> !operation.contains("webhook"))
                        .toList());
    }

    @Test
    void showsNothingToOthersByAnyOperation() throws Exception {
        // Given an image and an upload of acme's
        Contract contract = Contract.of(client, collection.port());
        as(contract, "acme", "POST", "/v1/images", BYTES);
        String image = collection.log.published.getFirst().getImageId();
        String upload = begin(contract);

        // When each operation on one of them is used by another customer, and every operation by nobody
        for (String operation : contract.operations()) {
            String method = operation.split(" ", 2)[0];
            String path = operation
                    .split(" ", 2)[1]
                    .replace("/v1/images/{id}", "/v1/images/" + image)
                    .replace("/v1/uploads/{id}", upload);
            if (path.startsWith("/v1/") && !path.contains("webhook")) {
                assertThat(contract.send(method, path, NOTHING).statusCode())
                        .as(operation)
                        .isEqualTo(400);
            }
            if (operation.contains("{id}")) {
                // Then
                assertThat(as(contract, "other", method, path, NOTHING).statusCode())
                        .as(operation)
                        .isEqualTo(404);
            }
        }
        assertThat(as(contract, "acme", "GET", upload, NOTHING).statusCode()).isEqualTo(200);
        assertThat(as(contract, "acme", "GET", "/v1/images/" + image, NOTHING).statusCode())
                .isEqualTo(200);
    }

    private static String begin(Contract contract) throws Exception {
        byte[] answer = as(contract, "acme", "POST", "/v1/uploads", BodyPublishers.ofString("{\"size_bytes\":10}"))
                .body();
        return "/v1/uploads/"
                + new ObjectMapper().readTree(answer).path("upload_id").asText();
    }

    private static HttpResponse<byte[]> as(
            Contract contract, String customerId, String method, String path, BodyPublisher body, String... headers)
            throws Exception {
        String[] all = Stream.concat(Stream.of("X-Customer-Id", customerId), Stream.of(headers))
                .toArray(String[]::new);
        return contract.send(method, path, body, all);
    }
}

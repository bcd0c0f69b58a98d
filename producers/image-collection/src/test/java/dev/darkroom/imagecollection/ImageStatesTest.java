package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageStatesTest {
    private static final String ID = "0190b0c4-0000-7000-8000-000000000001";

    private final TestingCollection collection = new TestingCollection();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Http acme = new Http(client, collection.port(), "acme");

    @AfterEach
    void stop() {
        collection.close();
        client.close();
    }

    @Test
    void knowsAnImageFromTheMomentItWasAccepted() throws Exception {
        // Given
        acme.post("/v1/images", new byte[] {1});
        String id = collection.log.published.getFirst().getImageId();

        // When the topology has not heard of it, and cannot even answer
        HttpResponse<String> unknown = acme.get("/v1/images/" + id);
        collection.topology.rebalancing = true;
        HttpResponse<String> away = acme.get("/v1/images/" + id);

        // Then
        assertThat(unknown.statusCode()).isEqualTo(200);
        assertThat(unknown.body()).contains("\"state\":\"accepted\"", "\"customer_id\":\"acme\"");
        assertThat(away.body()).isEqualTo(unknown.body());
        assertThat(acme.as("other").get("/v1/images/" + id).statusCode()).isEqualTo(503);
        collection.topology.rebalancing = false;
        assertThat(acme.as("other").get("/v1/images/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void knowsAnImageThatAnotherInstanceAcceptedByItsBytes() throws Exception {
        // Given
        collection.store.put(
                new RawImageStore.RawObject("raw/acme/" + ID, "image/jpeg", Optional.empty()),
                new ImageBody(new ByteArrayInputStream(new byte[1]), 1, 1, Pace.DEFAULT, System::nanoTime));

        // Then
        assertThat(acme.get("/v1/images/" + ID).body()).contains("\"state\":\"accepted\"");
        assertThat(acme.as("other").get("/v1/images/" + ID).statusCode()).isEqualTo(404);
    }

    @Test
    void tellsWhatTheTopologySaysWhileTheImageIsOpen() throws Exception {
        // Given
        collection.topology.images.put(
                ID,
                "{\"image_id\":\"" + ID
                        + "\",\"customer_id\":\"acme\",\"state\":\"dispatched\",\"lane\":\"EXPRESS\",\"attempt\":1}");

        // Then
        assertThat(acme.get("/v1/images/" + ID).body()).contains("\"state\":\"dispatched\"", "\"attempt\":1");
        assertThat(acme.as("other").get("/v1/images/" + ID).statusCode()).isEqualTo(404);
    }

    @Test
    void tellsAnImagesEndFromTheTable() throws Exception {
        // Given
        collection.finished.images.put(ID, failed(ID, "acme"));

        // Then
        assertThat(acme.get("/v1/images/" + ID).body()).contains("\"state\":\"failed\"", "\"reason\":\"CORRUPT\"");
        assertThat(acme.as("other").get("/v1/images/" + ID).statusCode()).isEqualTo(404);
    }

    @Test
    void asksTheTopologyWhileTheTableIsAway() throws Exception {
        // Given
        collection.finished.away = true;
        collection.topology.images.put(
                ID, "{\"image_id\":\"" + ID + "\",\"customer_id\":\"acme\",\"state\":\"dispatched\"}");

        // Then
        assertThat(acme.get("/v1/images/" + ID).statusCode()).isEqualTo(200);
        collection.topology.images.clear();
        assertThat(acme.get("/v1/images/" + ID).statusCode()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2Fother%2Fx", "x", "0190B0C4-0000-7000-8000-000000000001", "%00", "'%20OR%201=1"})
    void findsNothingUnderWhatIsNoId(String id) throws Exception {
        assertThat(acme.get("/v1/images/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void listsTheCallersImagesOnly() throws Exception {
        // Given
        collection.finished.images.put(ID, failed(ID, "acme"));
        collection.finished.images.put("x", failed("x", "other"));

        // Then
        assertThat(acme.get("/v1/images").body()).contains(ID).doesNotContain("\"x\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=x",
                "since=yesterday",
                "state=open",
                "since=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z"
            })
    void refusesAListThatCannotBe(String query) throws Exception {
        assertThat(acme.get("/v1/images?" + query).statusCode()).isEqualTo(400);
    }

    private static FinishedImage failed(String id, String customer) {
        return FinishedImage.of(FailedImage.newBuilder()
                .setImageId(id)
                .setCustomerId(customer)
                .setStage(Stage.PROCESSING)
                .setReason(Reason.CORRUPT)
                .setDetail("It is.")
                .setAttempts(1)
                .setFinishedAt(Instant.parse("2026-01-02T03:04:05.678Z"))
                .build());
    }
}

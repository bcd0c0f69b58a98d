package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Tier;
import dev.darkroom.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Large images that clients put into S3 themselves, by the URLs they are given, at a real S3 server. */
final class RealUploadSessionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PART = UploadSession.PART_BYTES;

    @RegisterExtension
    static final SharedStores STORES = new SharedStores();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String customer = "c" + UUID.randomUUID();

    @SuppressWarnings("NullAway.Init")
    private ImageCollection collection;

    @SuppressWarnings("NullAway.Init")
    private Http acme;

    @BeforeEach
    void start() {
        collection = ImageCollection.start(STORES.get().environment());
        acme = new Http(client, collection.port(), customer);
    }

    @AfterEach
    void stop() {
        collection.close();
        client.close();
    }

    @Test
    void takesASmallImageByOneUrl() throws Exception {
        // Given
        SentImage image = SentImage.of(new Random(1), 100_000);
        JsonNode upload = begin(image.bytes().length, Optional.of(image.sha256()));

        // When
        HttpResponse<String> put = put(upload.path("missing").path(0), image.bytes());
        HttpResponse<String> done = complete(upload);

        // Then
        assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(202);
        mustBeAnnouncedAndStored(upload, image);
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void takesALargeImageInPartsAndGoesOnAfterABreakAtAnotherInstance() throws Exception {
        // Given two of three parts that were sent, the last one first
        SentImage image = SentImage.of(new Random(2), 2 * PART + 1_000);
        JsonNode upload = begin(image.bytes().length, Optional.empty());
        put(upload.path("missing").path(2), image.bytes());
        put(upload.path("missing").path(0), image.bytes());
        collection.close();

        // When
        start();
        JsonNode resumed = JSON.readTree(acme.get(path(upload)).body());
        HttpResponse<String> early = complete(upload);
        put(resumed.path("missing").path(0), image.bytes());
        HttpResponse<String> done = complete(upload);
        HttpResponse<String> again = complete(upload);

        // Then
        assertThat(resumed.path("received_bytes").asInt()).isEqualTo(PART + 1_000);
        assertThat(resumed.path("missing")).hasSize(1);
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(done.statusCode()).as(done.body()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(done.body());
        mustBeAnnouncedAndStored(upload, image);
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void isRefusedByTheStoreWithAnotherLengthThanItWasBegunWith() throws Exception {
        // Given
        JsonNode upload = begin(1_000, Optional.empty());

        // When
        HttpResponse<String> put = put(upload.path("missing").path(0), new byte[2_000], 2_000);

        // Then
        assertThat(put.statusCode()).isEqualTo(403);
        assertThat(complete(upload).statusCode()).isEqualTo(409);
    }

    @Test
    void isRefusedAtItsEndWithAnotherHashThanItWasBegunWith() throws Exception {
        // Given a store that was told to take these bytes by somebody else
        SentImage announced = SentImage.of(new Random(3), 1_000);
        SentImage sent = SentImage.of(new Random(4), 1_000);
        JsonNode upload = begin(1_000, Optional.of(announced.sha256()));
        try (S3Client s3 = STORES.get().s3()) {
            s3.putObject(
                    put -> put.bucket(RealStores.BUCKET).key(stagingKey(upload)), RequestBody.fromBytes(sent.bytes()));
        }

        // When
        HttpResponse<String> done = complete(upload);

        // Then
        assertThat(done.statusCode()).isEqualTo(422);
        assertThat(done.body()).contains("checksum-mismatch");
        assertThat(leftBehind()).isEmpty();
        assertThat(announcedHashes()).doesNotContain(sent.sha256());
    }

    @Test
    void isRefusedAtItsEndWithATypeThatTheCustomerMayNotSend() throws Exception {
        // Given
        STORES.get()
                .publish(
                        Topics.CUSTOMERS,
                        customer,
                        CustomerProfile.newBuilder()
                                .setCustomerId(customer)
                                .setTier(Tier.STANDARD)
                                .setAllowedTypes(List.of("image/png"))
                                .setLargestImageBytes(5_000L)
                                .build(),
                        Instant.now());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> acme.json("POST", "/v1/uploads", "{\"size_bytes\":5001}")
                                .statusCode()
                        == 413);
        SentImage noImage = SentImage.of(new Random(5), 1_000);
        JsonNode upload = begin(1_000, Optional.empty());
        put(upload.path("missing").path(0), noImage.bytes());

        // When
        HttpResponse<String> done = complete(upload);
        HttpResponse<String> direct = noImage.sendTo(acme);
        HttpResponse<String> tooLarge = SentImage.of(new Random(6), 5_001).sendTo(acme);

        // Then
        assertThat(done.statusCode()).isEqualTo(415);
        assertThat(direct.statusCode()).isEqualTo(415);
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(announcedHashes()).doesNotContain(noImage.sha256());
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void leavesNothingBehindADayAfterItWasAbandoned() throws Exception {
        // Given one upload with a part, one as a whole, and one that is a day younger
        JsonNode parts = begin(PART + 1_000, Optional.empty());
        put(parts.path("missing").path(1), new byte[PART + 1_000]);
        JsonNode whole = begin(1_000, Optional.empty());
        put(whole.path("missing").path(0), new byte[1_000]);
        assertThat(leftBehind()).isNotEmpty();
        S3Bucket bucket = S3Bucket.connect(RealStores.BUCKET, 4, Duration.ofSeconds(20));
        StagingStore staging =
                new S3StagingStore(bucket, new S3RawImageStore(bucket, new ChunkPool(1 << 20)), new ChunkPool(1 << 20));

        // When
        staging.sweep("staging/" + customer, Instant.now().minus(UploadSessions.LIFETIME));
        List<String> before = leftBehind();
        staging.sweep("staging/" + customer, Instant.now().plusSeconds(60));
        staging.sweep("uploads/" + customer, Instant.now().plusSeconds(60));

        // Then
        assertThat(before).isNotEmpty();
        assertThat(leftBehind()).isEmpty();
        assertThat(acme.get(path(parts)).statusCode()).isEqualTo(404);
        assertThat(acme.get(path(whole)).statusCode()).isEqualTo(404);
        bucket.close();
    }

    private JsonNode begin(long size, Optional<String> sha256) throws Exception {
        String json = "{\"size_bytes\":" + size
                + sha256.map(hash -> ",\"sha256\":\"" + hash + "\"").orElse("") + "}";
        HttpResponse<String> answer = acme.json("POST", "/v1/uploads", json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> put(JsonNode part, byte[] image) throws Exception {
        return put(part, image, part.path("size_bytes").asInt());
    }

    private HttpResponse<String> put(JsonNode part, byte[] image, int length) throws Exception {
        int from = part.path("offset").asInt();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(part.path("url").asText()))
                .PUT(BodyPublishers.ofByteArray(Arrays.copyOfRange(image, from, from + length)));
        part.path("headers").properties().stream()
                .filter(header -> !header.getKey().equals("Content-Length"))
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> complete(JsonNode upload) throws Exception {
        return acme.post(path(upload) + "/complete", new byte[0]);
    }

    private static String path(JsonNode upload) {
        return "/v1/uploads/" + upload.path("upload_id").asText();
    }

    private String stagingKey(JsonNode upload) {
        return "staging/" + customer + "/" + upload.path("upload_id").asText();
    }

    /** What of the customer's uploads is in the bucket beside images and receipts. */
    private List<String> leftBehind() {
        try (S3Client s3 = STORES.get().s3()) {
            List<String> keys = new ArrayList<>();
            for (String prefix : List.of("staging/", "uploads/")) {
                s3.listObjectsV2(list -> list.bucket(RealStores.BUCKET).prefix(prefix + customer))
                        .contents()
                        .forEach(object -> keys.add(object.key()));
                s3.listMultipartUploads(list -> list.bucket(RealStores.BUCKET).prefix(prefix + customer))
                        .uploads()
                        .forEach(upload -> keys.add(upload.key()));
            }
            return keys;
        }
    }

    /** Of this test's customer: others may send the same bytes to the same stores. */
    private List<String> announcedHashes() {
        return STORES.get().announced().stream()
                .filter(image -> image.getCustomerId().equals(customer))
                .map(RawImage::getSha256)
                .toList();
    }

    private static void mustBeAnnouncedAndStored(JsonNode upload, SentImage image) throws Exception {
        List<RawImage> announced = STORES.get().announced().stream()
                .filter(each ->
                        each.getImageId().equals(upload.path("upload_id").asText()))
                .toList();
        assertThat(announced).singleElement().satisfies(one -> {
            assertThat(one.getSha256()).isEqualTo(image.sha256());
            assertThat(one.getSizeBytes()).isEqualTo(image.bytes().length);
            try (S3Client s3 = STORES.get().s3()) {
                assertThat(s3.getObjectAsBytes(
                                        get -> get.bucket(one.getBucket()).key(one.getKey()))
                                .asByteArray())
                        .isEqualTo(image.bytes());
            }
        });
    }
}

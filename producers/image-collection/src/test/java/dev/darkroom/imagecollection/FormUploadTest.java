package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Tier;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FormUploadTest {
    private static final String OPERATIONS = "[{\"resize\":{\"width\":80}}]";

    private final TestingCollection collection = new TestingCollection();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Http acme = new Http(client, collection.port(), "acme");
    private byte[] photo = {};

    @BeforeEach
    void readPhoto() throws Exception {
        photo = Files.readAllBytes(Path.of("../../photos/budgerigar-baseline.jpg"));
    }

    @AfterEach
    void stop() {
        collection.close();
        client.close();
    }

    @Test
    void acceptsEachFileWithTheFieldsBeforeIt() throws Exception {
        // When
        HttpResponse<String> answer = send(new Form()
                .field("function", "web-variants@2")
                .file("a bird.jpg", photo)
                .field("operations", OPERATIONS)
                .file("füße.jpg", "no image".getBytes(StandardCharsets.UTF_8))
                .end());

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        List<RawImage> images = collection.log.published;
        assertThat(images).extracting(RawImage::getSourceName).containsExactly("a bird.jpg", "füße.jpg");
        assertThat(images).extracting(RawImage::getFunction).containsExactly("web-variants@2", "web-variants@2");
        assertThat(images).extracting(RawImage::getOperations).containsExactly(null, OPERATIONS);
        assertThat(images.getFirst().getSizeBytes()).isEqualTo(photo.length);
        assertThat(images.getFirst().getWidth()).isPositive();
        assertThat(answer.body())
                .contains(images.get(0).getImageId(), images.get(1).getImageId(), "\"name\":\"a bird.jpg\"");
    }

    @Test
    void refusesOneFileAndTakesTheOthers() throws Exception {
        // Given
        collection.profiles.put(
                "acme",
                CustomerProfile.newBuilder()
                        .setCustomerId("acme")
                        .setTier(Tier.STANDARD)
                        .setAllowedTypes(List.of("image/jpeg"))
                        .build());

        // When
        HttpResponse<String> answer = send(new Form()
                .file("one.jpg", photo)
                .file("two.txt", "no image".getBytes(StandardCharsets.UTF_8))
                .file("three.jpg", photo)
                .end());

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(207);
        assertThat(answer.body()).contains("urn:darkroom:problem:type-not-allowed", "\"name\":\"three.jpg\"");
        assertThat(collection.log.published)
                .extracting(RawImage::getSourceName)
                .containsExactly("one.jpg", "three.jpg");
    }

    @Test
    void answersWithTheFirstProblemWhenNoFileWasAccepted() throws Exception {
        // Given
        collection.store.away = true;

        // When
        HttpResponse<String> answer =
                send(new Form().file("one.jpg", photo).file("two.jpg", photo).end());

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(collection.log.published).isEmpty();
    }

    @Test
    void acceptsNothingOfAFileWithoutItsEnd() throws Exception {
        // When
        HttpResponse<String> answer =
                send(new Form().file("one.jpg", photo).file("two.jpg", photo).withoutEnd());

        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(207);
        assertThat(collection.log.published).extracting(RawImage::getSourceName).containsExactly("one.jpg");
        assertThat(answer.body()).contains("\"state\":\"refused\"");
    }

    @Test
    void refusesAFormWithoutAFile() throws Exception {
        assertThat(send(new Form().field("function", "web-variants").end()).body())
                .contains("urn:darkroom:problem:no-file");
    }

    @Test
    void refusesAFieldItDoesNotKnow() throws Exception {
        assertThat(send(new Form().field("colour", "red").file("one.jpg", photo).end())
                        .body())
                .contains("urn:darkroom:problem:bad-form");
    }

    @Test
    void refusesMoreFilesThanAFormMayHave() throws Exception {
        // Given
        Form form = new Form();
        for (int i = 0; i < 101; i++) {
            form.file(i + ".jpg", new byte[] {1});
        }

        // When
        HttpResponse<String> answer = send(form.end());

        // Then
        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(answer.body()).contains("too-many-parts");
        assertThat(collection.log.published).hasSize(100);
    }

    @Test
    void refusesAnEndlessPartHeader() throws Exception {
        assertThat(send(new Form().file("n".repeat(10_000), photo).end()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesAnotherKindOfMultipart() throws Exception {
        assertThat(acme.post("/v1/images", photo, "Content-Type", "multipart/mixed; boundary=x")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void refusesAFormThatIsNone() throws Exception {
        assertThat(acme.post("/v1/images", photo, "Content-Type", "multipart/form-data")
                        .statusCode())
                .isEqualTo(400);
        assertThat(acme.post("/v1/images", photo, "Content-Type", Form.CONTENT_TYPE)
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> send(byte[] form) throws Exception {
        return acme.post("/v1/images", form, "Content-Type", Form.CONTENT_TYPE);
    }
}

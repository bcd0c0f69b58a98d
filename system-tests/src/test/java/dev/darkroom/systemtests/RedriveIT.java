package dev.darkroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./darkroom redrive} at a running platform. */
@TestInstance(Lifecycle.PER_CLASS)
final class RedriveIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private RunningPlatform platform;
    private String truncated;
    private String refused;
    private String processed;

    @BeforeAll
    void uploadSomePhotos(@TempDir Path directory) throws Exception {
        platform = RunningPlatform.start(directory.resolve("state"));
        Client acme = new Client(platform, "acme");
        Path photos = RunningPlatform.HOME.resolve("photos");
        truncated = acme.upload(photos.resolve("sunset-truncated.jpg"));
        refused = acme.upload(photos.resolve("text-named-as-photo.jpg"));
        processed = acme.upload(photos.resolve("puppies.gif"));
        awaitState(truncated, "failed", 1);
        awaitState(refused, "failed", 0);
        awaitState(processed, "processed", 1);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void givesAFailedImageAnotherAttemptAndTellsSo() throws Exception {
        // Given
        int attempts = image(truncated).path("attempts").asInt();

        // When
        RunningPlatform.Run run = platform.redrive("--image", truncated);

        // Then
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).contains("1 images redriven", truncated + " is ");
        awaitState(truncated, "failed", attempts + 1);
    }

    @Test
    void redrivesWhatFailedOfACustomerForAReason() throws Exception {
        // Given
        int attempts = image(truncated).path("attempts").asInt();

        // When
        RunningPlatform.Run run = platform.redrive("--customer", "acme", "--reason", "truncated");

        // Then
        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).contains("1 images redriven");
        awaitState(truncated, "failed", attempts + 1);
    }

    @Test
    void looksOnEveryPartitionForWhatFailedForAReason() throws Exception {
        // When
        RunningPlatform.Run run = platform.redrive("--reason", "CORRUPT");

        // Then
        assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
        assertThat(run.output()).contains("0 images redriven").doesNotContain("has not told");
    }

    @Test
    void tellsWhyAnImageIsNotRedriven() throws Exception {
        // When
        RunningPlatform.Run good = platform.redrive("--image", processed);
        RunningPlatform.Run hopeless = platform.redrive("--image", refused);

        // Then
        assertThat(good.exitCode()).isEqualTo(1);
        assertThat(good.output()).contains("0 images redriven", processed + " is processed");
        assertThat(hopeless.exitCode()).isEqualTo(1);
        assertThat(hopeless.output()).contains("0 images redriven", refused + " is failed", "UNSUPPORTED_TYPE");
    }

    private JsonNode image(String imageId) throws IOException, InterruptedException {
        return Client.get(platform.topology().resolve("/v1/images/" + imageId));
    }

    private void awaitState(String imageId, String state, int attempts) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            JsonNode image = image(imageId);
            assertThat(image.path("state").asText()).isEqualTo(state);
            assertThat(image.path("attempts").asInt()).isGreaterThanOrEqualTo(attempts);
        });
    }
}

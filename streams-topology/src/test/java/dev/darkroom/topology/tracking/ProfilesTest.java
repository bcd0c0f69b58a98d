package dev.darkroom.topology.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Tier;
import dev.darkroom.topology.admission.RawImages;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProfilesTest {
    private final TestingImages images =
            new TestingImages(TrackingSettings.DEFAULT, Instant.parse("2026-11-22T10:00:00Z"));

    @Test
    void keepsTheLastGoodProfileOverARestartThoughItsTopicHasOnlyTheBadOneLeft() {
        // Given
        images.know(CustomerProfile.newBuilder()
                .setCustomerId("acme")
                .setTier(Tier.STANDARD)
                .setAllowedTypes(List.of("image/gif"))
                .build());
        upload("a");

        // When
        images.know("acme", "no avro".getBytes(UTF_8));
        images.restart();
        upload("b");

        // Then
        assertThat(images.tasks()).isEmpty();
        assertThat(images.ends()).hasSize(2);
        assertThat(images.deadLetters()).containsExactly("acme");
    }

    private void upload(String imageId) {
        RawImage image = RawImages.distinct(imageId).setCustomerId("acme").build();
        images.hear("acme", image);
    }
}

package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.httpservice.HttpAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageCollectionSettingsTest {
    @Test
    void needsABucketOnly() {
        assertThat(ImageCollectionSettings.fromEnvironment(Map.of("RAW_BUCKET", "raw")))
                .isEqualTo(new ImageCollectionSettings(new HttpAddress("127.0.0.1", 8080), "raw", 100L << 20, 64, ""));
    }

    @Test
    void takesEverySettingFromTheEnvironment() {
        assertThat(ImageCollectionSettings.fromEnvironment(Map.of(
                        "RAW_BUCKET", "raw",
                        "HTTP_HOST", "0.0.0.0",
                        "HTTP_PORT", "80",
                        "MAX_IMAGE_BYTES", "10",
                        "MAX_CONCURRENT_UPLOADS", "2",
                        "IMAGE_STREAMING_URL", "https://images.example/darkroom")))
                .isEqualTo(new ImageCollectionSettings(
                        new HttpAddress("0.0.0.0", 80), "raw", 10, 2, "https://images.example/darkroom"));
    }

    @ParameterizedTest
    @CsvSource({
        "RAW_BUCKET, ' '",
        "MAX_IMAGE_BYTES, 100MB",
        "MAX_IMAGE_BYTES, 0",
        "MAX_CONCURRENT_UPLOADS, 0",
        "IMAGE_STREAMING_URL, images.example",
        "IMAGE_STREAMING_URL, http://images.example/",
    })
    void namesTheSettingThatCannotBeUnderstood(String name, String value) {
        Map<String, String> environment = new HashMap<>(Map.of("RAW_BUCKET", "raw"));
        environment.put(name, value);
        assertThatThrownBy(() -> ImageCollectionSettings.fromEnvironment(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}

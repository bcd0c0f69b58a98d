package dev.darkroom.imagestreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.httpservice.HttpAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageStreamingSettingsTest {
    @Test
    void needsABucketOnly() {
        assertThat(ImageStreamingSettings.fromEnvironment(Map.of("PROCESSED_BUCKET", "processed")))
                .isEqualTo(new ImageStreamingSettings(
                        new HttpAddress("127.0.0.1", 8081), "processed", "images", 2000, 64L << 20));
    }

    @Test
    void takesEverySettingFromTheEnvironment() {
        assertThat(ImageStreamingSettings.fromEnvironment(Map.of(
                        "PROCESSED_BUCKET", "p",
                        "IMAGES_TABLE", "t",
                        "HTTP_HOST", "0.0.0.0",
                        "HTTP_PORT", "80",
                        "MAX_LISTENERS", "5",
                        "VARIANT_CACHE_BYTES", "0")))
                .isEqualTo(new ImageStreamingSettings(new HttpAddress("0.0.0.0", 80), "p", "t", 5, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "PROCESSED_BUCKET, ' '",
        "IMAGES_TABLE, ' '",
        "MAX_LISTENERS, 0",
        "MAX_LISTENERS, many",
        "VARIANT_CACHE_BYTES, -1"
    })
    void namesTheSettingThatCannotBeUnderstood(String name, String value) {
        Map<String, String> environment = new HashMap<>(Map.of("PROCESSED_BUCKET", "processed"));
        environment.put(name, value);
        assertThatThrownBy(() -> ImageStreamingSettings.fromEnvironment(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}

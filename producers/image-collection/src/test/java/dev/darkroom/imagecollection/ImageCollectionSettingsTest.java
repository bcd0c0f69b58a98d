package dev.darkroom.imagecollection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.httpservice.HttpAddress;
import dev.darkroom.imagecollection.outbound.HostPatterns;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageCollectionSettingsTest {
    @Test
    void needsABucketOnly() {
        assertThat(ImageCollectionSettings.fromEnvironment(Map.of("RAW_BUCKET", "raw")))
                .isEqualTo(new ImageCollectionSettings(
                        new HttpAddress("127.0.0.1", 8080),
                        "raw",
                        "images",
                        new ImageCollectionSettings.Limits(
                                100L << 20, 1L << 30, 64, 32, 128L << 20, Duration.ofSeconds(20)),
                        "",
                        Optional.empty(),
                        new HostPatterns(List.of()),
                        new HostPatterns(List.of()),
                        Optional.empty()));
    }

    @Test
    void takesEverySettingFromTheEnvironment() {
        assertThat(ImageCollectionSettings.fromEnvironment(Map.ofEntries(
                        Map.entry("RAW_BUCKET", "raw"),
                        Map.entry("IMAGES_TABLE", "ours"),
                        Map.entry("HTTP_HOST", "0.0.0.0"),
                        Map.entry("HTTP_PORT", "80"),
                        Map.entry("MAX_IMAGE_BYTES", "10"),
                        Map.entry("MAX_UPLOAD_BYTES", "20"),
                        Map.entry("MAX_CONCURRENT_UPLOADS", "2"),
                        Map.entry("MAX_CONCURRENT_UPLOADS_PER_CUSTOMER", "1"),
                        Map.entry("MAX_BUFFERED_BYTES", "65536"),
                        Map.entry("S3_TIMEOUT_MILLIS", "5000"),
                        Map.entry("IMAGE_STREAMING_URL", "https://images.example/darkroom"),
                        Map.entry("TOPOLOGY_QUERY_URL", "http://topology:7070"),
                        Map.entry("FETCH_SOURCES", "*.example.com, images.example"),
                        Map.entry("TRUSTED_HOSTS", "localhost"),
                        Map.entry("WEBHOOK_SIGNING_KEY", "0123456789abcdef"))))
                .isEqualTo(new ImageCollectionSettings(
                        new HttpAddress("0.0.0.0", 80),
                        "raw",
                        "ours",
                        new ImageCollectionSettings.Limits(10, 20, 2, 1, 65_536, Duration.ofSeconds(5)),
                        "https://images.example/darkroom",
                        Optional.of(URI.create("http://topology:7070")),
                        new HostPatterns(List.of("*.example.com", "images.example")),
                        new HostPatterns(List.of("localhost")),
                        Optional.of("0123456789abcdef")));
    }

    @ParameterizedTest
    @CsvSource({
        "RAW_BUCKET, ' '",
        "MAX_IMAGE_BYTES, 100MB",
        "MAX_IMAGE_BYTES, 0",
        "MAX_CONCURRENT_UPLOADS, 0",
        "MAX_CONCURRENT_UPLOADS_PER_CUSTOMER, 0",
        "MAX_UPLOAD_BYTES, 0",
        "MAX_BUFFERED_BYTES, 1",
        "S3_TIMEOUT_MILLIS, 0",
        "IMAGES_TABLE, ' '",
        "TOPOLOGY_QUERY_URL, topology:7070",
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

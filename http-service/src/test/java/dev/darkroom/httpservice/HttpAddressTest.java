package dev.darkroom.httpservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class HttpAddressTest {
    @Test
    void listensOnThisMachineOnlyByDefault() {
        assertThat(HttpAddress.fromEnvironment(Map.of(), 8080)).isEqualTo(new HttpAddress("127.0.0.1", 8080));
    }

    @Test
    void takesHostAndPortFromTheEnvironment() {
        assertThat(HttpAddress.fromEnvironment(Map.of("HTTP_HOST", "0.0.0.0", "HTTP_PORT", " 9 "), 8080))
                .isEqualTo(new HttpAddress("0.0.0.0", 9));
    }

    @Test
    void namesTheSettingThatCannotBeUnderstood() {
        assertThatThrownBy(() -> HttpAddress.fromEnvironment(Map.of("HTTP_PORT", "http"), 8080))
                .hasMessageContaining("HTTP_PORT")
                .hasMessageContaining("http");
        assertThatThrownBy(() -> HttpAddress.fromEnvironment(Map.of("HTTP_PORT", "65536"), 8080))
                .hasMessageContaining("HTTP_PORT");
        assertThatThrownBy(() -> HttpAddress.fromEnvironment(Map.of("HTTP_HOST", " "), 8080))
                .hasMessageContaining("HTTP_HOST");
    }
}

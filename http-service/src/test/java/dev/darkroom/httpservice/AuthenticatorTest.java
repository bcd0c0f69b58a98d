package dev.darkroom.httpservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticatorTest {
    private static final HttpAddress LOOPBACK = new HttpAddress("127.0.0.1", 0);
    private static final String SECRET = "0123456789abcdef-secret";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void believesTheCustomerOfAGatewayThatKnowsTheSecret() {
        Authenticator gateway =
                Authenticator.fromEnvironment(Map.of("GATEWAY_SECRET", "fedcba9876543210," + SECRET), LOOPBACK);
        assertThat(gateway.customerId(headers("X-Gateway-Secret", SECRET, "X-Customer-Id", "acme")))
                .isEqualTo("acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcdef-secre", "0123456789abcdef-secret2", "0123456789ABCDEF-SECRET"})
    void believesNobodyElse(String secret) {
        // Given
        Authenticator gateway = Authenticator.fromEnvironment(Map.of("GATEWAY_SECRET", SECRET), LOOPBACK);

        // When
        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> gateway.customerId(headers("X-Gateway-Secret", secret, "X-Customer-Id", "acme")));

        // Then
        assertThat(refused.problem().status()).isEqualTo(401);
        assertThat(refused).hasMessageNotContaining(SECRET);
    }

    @Test
    void knowsCustomersByTheirKeys() throws IOException {
        // Given
        Authenticator keys = keys("# ours\n" + SecretHash.of("key-of-acme").hex() + " acme\n\n"
                + SecretHash.of("key-of-other").hex() + "  other # for their laptop\n");

        // Then
        assertThat(keys.customerId(headers("Authorization", "Bearer key-of-acme")))
                .isEqualTo("acme");
        assertThat(keys.customerId(headers("Authorization", "bearer key-of-other")))
                .isEqualTo("other");
        assertThat(keys.customerId(headers("Authorization", "Bearer key-of-other", "X-Customer-Id", "acme")))
                .as("a key's customer is the key's, whatever else is said")
                .isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic a2V5LW9mLWFjbWU=", "key-of-acme", ""})
    void turnsAwayWhoeverShowsNoKnownKey(String authorization) throws IOException {
        // Given
        Authenticator keys = keys(SecretHash.of("key-of-acme").hex() + " acme\n");

        // When
        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> keys.customerId(headers("Authorization", authorization, "X-Customer-Id", "acme")));

        // Then
        assertThat(refused.problem().status()).isEqualTo(401);
        assertThat(refused.problem().headers()).containsEntry("WWW-Authenticate", "Bearer");
    }

    @Test
    void forgetsAKeyThatIsTakenOutOfTheFile() throws IOException {
        // Given
        Path file = Files.writeString(
                directory.resolve("keys"), SecretHash.of("revoked").hex() + " acme\n");
        Authenticator keys = Authenticator.fromEnvironment(Map.of("API_KEYS_FILE", file.toString()), LOOPBACK);
        assertThat(keys.customerId(headers("Authorization", "Bearer revoked"))).isEqualTo("acme");

        // When
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

        // Then
        await().untilAsserted(
                        () -> assertThatThrownBy(() -> keys.customerId(headers("Authorization", "Bearer revoked")))
                                .isInstanceOf(ProblemException.class));
    }

    @Test
    void keepsTheKeysItHasWhenTheFileBreaks() throws IOException {
        // Given
        Path file = Files.writeString(
                directory.resolve("keys"), SecretHash.of("kept").hex() + " acme\n");
        Authenticator keys = Authenticator.fromEnvironment(Map.of("API_KEYS_FILE", file.toString()), LOOPBACK);

        // When
        Files.writeString(file, "nonsense\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

        // Then
        await().during(Duration.ofMillis(1500))
                .untilAsserted(() -> assertThat(keys.customerId(headers("Authorization", "Bearer kept")))
                        .isEqualTo("acme"));
    }

    @Test
    void namesTheLineThatIsNoKey() {
        assertThatThrownBy(() -> keys("# fine\nplain-key acme\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("plain-key");
    }

    @Test
    void trustsTheNetworkOnlyOnALoopbackAddress() {
        assertThatThrownBy(() -> Authenticator.fromEnvironment(Map.of(), new HttpAddress("0.0.0.0", 0)))
                .hasMessageContaining("GATEWAY_SECRET")
                .hasMessageContaining("API_KEYS_FILE");
    }

    @Test
    void takesNoSecretThatCanBeGuessed() {
        assertThatThrownBy(() -> Authenticator.fromEnvironment(Map.of("GATEWAY_SECRET", "short"), LOOPBACK))
                .hasMessageContaining("GATEWAY_SECRET");
    }

    private Authenticator keys(String lines) throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), lines);
        return Authenticator.fromEnvironment(Map.of("API_KEYS_FILE", file.toString()), LOOPBACK);
    }

    private static WritableHeaders<?> headers(String... namesAndValues) {
        WritableHeaders<?> headers = WritableHeaders.create();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(HeaderNames.create(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return headers;
    }
}

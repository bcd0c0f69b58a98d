package dev.darkroom.httpservice;

import io.helidon.http.Headers;
import java.nio.file.Path;
import java.util.Map;

/** Tells who is calling. Everything a caller gets is what belongs to the customer this names. */
public interface Authenticator {
    /**
     * The caller's customer id: 1 to 64 letters, digits, hyphens or underscores.
     *
     * @throws ProblemException 401 when the caller does not show who it is, 400 when what it shows is malformed
     */
    String customerId(Headers headers);

    /**
     * What the environment asks for, one of three: {@code GATEWAY_SECRET} (one or, while it is being changed, several
     * with commas between) for a service behind an API gateway, which sends it as {@code X-Gateway-Secret} together with
     * the {@code X-Customer-Id} it has told from its own keys; {@code API_KEYS_FILE} for callers that bring a key
     * themselves; neither for a service on a loopback address, which believes {@code X-Customer-Id}.
     *
     * @throws IllegalArgumentException when both are set, when the file cannot be used, or when neither is set and the
     *     address is not a loopback one
     */
    static Authenticator fromEnvironment(Map<String, String> environment, HttpAddress address) {
        String secrets = environment.getOrDefault("GATEWAY_SECRET", "");
        String file = environment.getOrDefault("API_KEYS_FILE", "");
        if (!secrets.isBlank() && !file.isBlank()) {
            throw new IllegalArgumentException("GATEWAY_SECRET and API_KEYS_FILE are both set: keep one of them");
        }
        if (!secrets.isBlank()) {
            return GatewayAuthenticator.of(secrets);
        }
        if (!file.isBlank()) {
            return ApiKeyAuthenticator.ofFile(Path.of(file));
        }
        if (!address.loopback()) {
            throw new IllegalArgumentException("HTTP_HOST " + address.host()
                    + " can be reached from elsewhere: set GATEWAY_SECRET or API_KEYS_FILE, so that callers are known");
        }
        return new TrustingAuthenticator();
    }
}

package dev.darkroom.httpservice;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Arrays;
import java.util.List;

/** Believes {@code X-Customer-Id} from whoever knows the gateway's secret, of which only hashes are kept. */
final class GatewayAuthenticator implements Authenticator {
    private static final HeaderName SECRET = HeaderNames.create("X-Gateway-Secret");
    private static final int SHORTEST_SECRET = 16;

    private final List<SecretHash> secrets;

    private GatewayAuthenticator(List<SecretHash> secrets) {
        this.secrets = secrets;
    }

    static GatewayAuthenticator of(String commaSeparated) {
        List<String> secrets =
                Arrays.stream(commaSeparated.split(",", -1)).map(String::strip).toList();
        if (secrets.stream().anyMatch(secret -> secret.length() < SHORTEST_SECRET)) {
            throw new IllegalArgumentException("A secret in GATEWAY_SECRET has fewer than " + SHORTEST_SECRET
                    + " characters: take a random one, e.g. of `openssl rand -hex 32`");
        }
        return new GatewayAuthenticator(secrets.stream().map(SecretHash::of).toList());
    }

    @Override
    public String customerId(Headers headers) {
        List<String> values = headers.all(SECRET, List::of);
        // No shortcut: every known secret is compared, so that the time taken tells nothing.
        boolean known = false;
        if (values.size() == 1) {
            SecretHash shown = SecretHash.of(values.getFirst());
            for (SecretHash secret : secrets) {
                known |= secret.sameAs(shown);
            }
        }
        if (!known) {
            throw new Problem("unauthorized", 401, "Come through the API gateway: this service answers it alone.")
                    .exception();
        }
        return CustomerIdHeader.of(headers);
    }
}

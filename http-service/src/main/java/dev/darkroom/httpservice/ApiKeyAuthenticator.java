package dev.darkroom.httpservice;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows callers by {@code Authorization: Bearer KEY}, the hash of which stands in a file beside their customer id. */
final class ApiKeyAuthenticator implements Authenticator {
    private static final String SCHEME = "Bearer ";

    private final ApiKeyFile file;

    private ApiKeyAuthenticator(ApiKeyFile file) {
        this.file = file;
    }

    static ApiKeyAuthenticator ofFile(Path path) {
        return new ApiKeyAuthenticator(ApiKeyFile.at(path));
    }

    @Override
    public String customerId(Headers headers) {
        // A hash is looked up, not a key: how long that takes says nothing of any key.
        return key(headers)
                .flatMap(key -> Optional.ofNullable(file.customers().get(SecretHash.of(key))))
                .orElseThrow(ApiKeyAuthenticator::unauthorized);
    }

    private static Optional<String> key(Headers headers) {
        List<String> values = headers.all(HeaderNames.AUTHORIZATION, List::of);
        return values.size() == 1 && values.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(values.getFirst().substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static ProblemException unauthorized() {
        return new Problem(
                        "unauthorized",
                        401,
                        "Send a valid API key as Authorization: Bearer KEY.",
                        Map.of("WWW-Authenticate", "Bearer"))
                .exception();
    }
}

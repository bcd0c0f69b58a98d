package dev.darkroom.imagecollection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.httpservice.TraceContext;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and checks what a client says of its image, wherever it says it. */
final class UploadParameters {
    static final int LONGEST_NAME = 255;

    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final int LONGEST_OPERATIONS_BYTES = 8 << 10;
    private static final Pattern FUNCTION =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,63}(@[A-Za-z0-9][A-Za-z0-9._-]{0,63})?");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]([\\x20-\\x7E]{0,253}[\\x21-\\x7E])?");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private UploadParameters() {}

    /** Those of a request's query and headers. */
    static Upload of(ServerRequest request, String customerId) {
        return new Upload(
                customerId,
                query(request, "name").map(UploadParameters::name),
                query(request, "function").map(UploadParameters::function),
                query(request, "operations").map(UploadParameters::operations),
                request.headers()
                        .first(HeaderNames.CONTENT_TYPE)
                        .map(String::strip)
                        .filter(type -> !type.isEmpty() && type.length() <= LONGEST_NAME),
                idempotencyKey(request),
                TraceContext.of(request.headers()));
    }

    private static Optional<String> query(ServerRequest request, String name) {
        return request.query().first(name).asOptional().filter(value -> !value.isEmpty());
    }

    /** @throws ProblemException 400 when it is given twice or is none */
    static Optional<String> idempotencyKey(ServerRequest request) {
        List<String> keys = request.headers().all(IDEMPOTENCY_KEY, List::of);
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        if (keys.size() > 1 || !KEY.matcher(keys.getFirst()).matches()) {
            throw new Problem(
                            "bad-idempotency-key",
                            400,
                            "Send one Idempotency-Key of 1 to 255 printable ASCII characters, e.g. a UUID.")
                    .exception();
        }
        return Optional.of(keys.getFirst());
    }

    static String name(String name) {
        if (name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new Problem(
                            "bad-name",
                            400,
                            "A name has " + LONGEST_NAME + " characters at most, none of them control.")
                    .exception();
        }
        return name;
    }

    static String function(String function) {
        if (!FUNCTION.matcher(function).matches()) {
            throw new Problem(
                            "bad-function",
                            400,
                            "A function is name or name@version; a name has 1 to 64 lower-case letters, digits and hyphens.")
                    .exception();
        }
        return function;
    }

    static String operations(String operations) {
        if (operations.getBytes(StandardCharsets.UTF_8).length > LONGEST_OPERATIONS_BYTES) {
            throw badOperations("Operations have " + LONGEST_OPERATIONS_BYTES + " bytes at most.");
        }
        try {
            if (JSON.readTree(operations).isArray()) {
                return operations;
            }
        } catch (JsonProcessingException e) {
            throw badOperations("Operations are no JSON from line %d, column %d on."
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
        throw badOperations("Operations are a JSON list, e.g. [{\"resize\":{\"width\":800}}].");
    }

    private static ProblemException badOperations(String detail) {
        return new Problem("bad-operations", 400, detail).exception();
    }
}

package dev.darkroom.httpservice;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.regex.Pattern;

/** Who is calling: the header {@code X-Customer-Id}, set by the gateway in front of the service. */
public final class CustomerId {
    private static final HeaderName HEADER = HeaderNames.create("X-Customer-Id");
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private CustomerId() {}

    /**
     * The caller's customer id.
     *
     * @throws ProblemException 400 when the header is missing, given twice or malformed
     */
    public static String of(ServerRequest request) {
        List<String> values = request.headers().all(HEADER, List::of);
        if (values.size() != 1 || !FORM.matcher(values.getFirst()).matches()) {
            throw new Problem(
                            "customer-unknown",
                            400,
                            "Send one header X-Customer-Id: 1 to 64 letters, digits, hyphens or underscores.")
                    .exception();
        }
        return values.getFirst();
    }
}

package dev.darkroom.httpservice;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.List;
import java.util.regex.Pattern;

/** The header {@code X-Customer-Id}. */
final class CustomerIdHeader {
    static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final HeaderName NAME = HeaderNames.create("X-Customer-Id");

    private CustomerIdHeader() {}

    /** @throws ProblemException 400 when the header is missing, given twice or malformed */
    static String of(Headers headers) {
        List<String> values = headers.all(NAME, List::of);
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

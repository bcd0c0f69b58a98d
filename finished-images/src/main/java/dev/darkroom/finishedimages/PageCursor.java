package dev.darkroom.finishedimages;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Where a page of the index ended, in a form for clients: without the customer, whom each request names anew. */
final class PageCursor {
    private static final Pattern FORM = Pattern.compile("([0-9a-f-]{36}) ([0-9TZ:.-]{24})");

    private PageCursor() {}

    static String encode(Map<String, AttributeValue> key) {
        String text = text(key, "image_id") + " " + text(key, "finished_at");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(Map<String, AttributeValue> key, String name) {
        return Objects.requireNonNull(key.get(name), name).s();
    }

    /** @throws ProblemException 400 when it is not one that was given out */
    static Map<String, AttributeValue> decode(String customerId, String cursor) {
        try {
            Matcher matcher =
                    FORM.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (matcher.matches()) {
                return Map.of(
                        "customer_id", AttributeValue.fromS(customerId),
                        "image_id", AttributeValue.fromS(matcher.group(1)),
                        "finished_at", AttributeValue.fromS(matcher.group(2)));
            }
        } catch (IllegalArgumentException e) {
            throw bad();
        }
        throw bad();
    }

    private static ProblemException bad() {
        return new Problem("bad-cursor", 400, "Take the cursor from next_cursor of the page before, as it is.")
                .exception();
    }
}

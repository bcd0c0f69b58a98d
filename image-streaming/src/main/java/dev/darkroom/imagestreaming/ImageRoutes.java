package dev.darkroom.imagestreaming;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.finishedimages.FinishedImages;
import dev.darkroom.finishedimages.StoredVariant;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.httpservice.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /v1/images/{id}}: an image's metadata, its variants, and links to them. */
final class ImageRoutes {
    private static final Pattern IMAGE_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final String JSON = "application/json";
    private static final int DEFAULT_LINK_SECONDS = 600;
    private static final int LONGEST_LINK_SECONDS = 7 * 24 * 3600;

    private final Authenticator authenticator;
    private final FinishedImages images;
    private final VariantStore store;
    private final VariantSender sender;
    private final Clock clock;

    ImageRoutes(
            Authenticator authenticator, FinishedImages images, VariantStore store, VariantSender sender, Clock clock) {
        this.authenticator = authenticator;
        this.images = images;
        this.store = store;
        this.sender = sender;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        for (Method method : new Method[] {Method.GET, Method.HEAD}) {
            routes.on(method, "/v1/images/{id}", this::sendImage)
                    .on(method, "/v1/images/{id}/variants", this::negotiate)
                    .on(method, "/v1/images/{id}/variants/{name}", this::sendVariant);
        }
        routes.get("/v1/images/{id}/variants/{name}/link", this::link);
    }

    private void sendImage(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, JSON)
                .header(HeaderNames.CACHE_CONTROL, "private, no-cache")
                .send(image(request).json());
    }

    private void sendVariant(ServerRequest request, ServerResponse response) {
        FinishedImage image = image(request);
        sender.send(request, response, image.customerId(), variant(image, request));
    }

    private static StoredVariant variant(FinishedImage image, ServerRequest request) {
        return image.variant(request.path().pathParameters().get("name"))
                .orElseThrow(() -> Problem.notFound("This image has no variant of this name; its metadata lists them.")
                        .exception());
    }

    /**
     * Of the variants there are, the one whose type the client wants most; of several the narrowest that is as wide as
     * asked for, else the widest. A client that wants JSON gets their list.
     */
    private void negotiate(ServerRequest request, ServerResponse response) {
        FinishedImage image = image(request);
        Accept accept = Accept.parse(request.headers().first(HeaderNames.ACCEPT).orElse(JSON));
        int width = width(request);
        response.header(HeaderNames.VARY, "Accept");
        Comparator<StoredVariant> best = Comparator.<StoredVariant>comparingDouble(
                        variant -> accept.quality(variant.contentType()))
                .thenComparing(variant -> variant.width() >= width)
                .thenComparingInt(variant -> variant.width() >= width ? -variant.width() : variant.width());
        Optional<StoredVariant> variant = image.variants().stream()
                .filter(each -> accept.quality(each.contentType()) > 0)
                .max(best);
        if (variant.isEmpty()
                || accept.quality(JSON) > accept.quality(variant.get().contentType())) {
            if (accept.quality(JSON) == 0) {
                throw new Problem("not-acceptable", 406, "There is no variant of a type that Accept names.")
                        .exception();
            }
            response.header(HeaderNames.CONTENT_TYPE, JSON)
                    .header(HeaderNames.CACHE_CONTROL, "private, no-cache")
                    .send(list(image).toString());
            return;
        }
        response.header(
                HeaderNames.CONTENT_LOCATION,
                "/v1/images/" + image.imageId() + "/variants/" + variant.get().name());
        sender.send(request, response, image.customerId(), variant.get());
    }

    private static ObjectNode list(FinishedImage image) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode variants = document.putArray("variants");
        image.variants()
                .forEach(variant -> variants.addObject()
                        .put("name", variant.name())
                        .put("content_type", variant.contentType())
                        .put("size_bytes", variant.sizeBytes())
                        .put("width", variant.width())
                        .put("link", "/v1/images/" + image.imageId() + "/variants/" + variant.name()));
        return document;
    }

    private static int width(ServerRequest request) {
        String text = FeedFilter.parameter(request.query(), "width").orElse("0");
        if (!text.matches("\\d{1,6}")) {
            throw new Problem("bad-request", 400, "width is a number of pixels.").exception();
        }
        return Integer.parseInt(text);
    }

    /** A URL at the store itself: for variants larger than a gateway lets through, and for those who have no key. */
    private void link(ServerRequest request, ServerResponse response) {
        StoredVariant variant = variant(image(request), request);
        String text = FeedFilter.parameter(request.query(), "seconds").orElse(Integer.toString(DEFAULT_LINK_SECONDS));
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LONGEST_LINK_SECONDS) {
            throw new Problem("bad-request", 400, "seconds is 1 to " + LONGEST_LINK_SECONDS + ".").exception();
        }
        Duration valid = Duration.ofSeconds(Integer.parseInt(text));
        Instant expires = clock.instant().plus(valid).truncatedTo(ChronoUnit.SECONDS);
        response.header(HeaderNames.CONTENT_TYPE, JSON)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(JsonNodeFactory.instance
                        .objectNode()
                        .put("url", store.urlFor(variant, valid).toString())
                        .put("expires_at", expires.toString())
                        .toString());
    }

    /** The image, if there is one and it is the caller's; what is another's does not exist. */
    private FinishedImage image(ServerRequest request) {
        String customerId = authenticator.customerId(request.headers());
        return Optional.of(request.path().pathParameters().get("id"))
                .filter(id -> IMAGE_ID.matcher(id).matches())
                .flatMap(images::find)
                .filter(image -> image.customerId().equals(customerId))
                .orElseThrow(ImageRoutes::notFinished);
    }

    private static ProblemException notFinished() {
        return Problem.notFound(
                        "There is no finished image with this id; it is found here once it is processed or failed.")
                .exception();
    }
}

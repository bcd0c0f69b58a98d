package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.finishedimages.FinishedImages;
import dev.darkroom.finishedimages.FinishedImages.Page;
import dev.darkroom.finishedimages.FinishedImages.Query;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v1/images/{id}} and {@code GET /v1/images}. */
final class ImageRoutes {
    private static final Set<String> OUTCOMES = Set.of(FinishedImage.PROCESSED, FinishedImage.FAILED);
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;

    private final Authenticator authenticator;
    private final ImageStates states;
    private final FinishedImages finished;

    ImageRoutes(Authenticator authenticator, ImageStates states, FinishedImages finished) {
        this.authenticator = authenticator;
        this.states = states;
        this.finished = finished;
    }

    void addTo(Routes routes) {
        routes.get("/v1/images/{id}", this::show).get("/v1/images", this::list);
    }

    private void show(ServerRequest request, ServerResponse response) {
        String customerId = authenticator.customerId(request.headers());
        send(response, states.find(customerId, request.path().pathParameters().get("id")));
    }

    private void list(ServerRequest request, ServerResponse response) {
        String customerId = authenticator.customerId(request.headers());
        Optional<Instant> since = instant(request, "since");
        Optional<Instant> until = instant(request, "until");
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            throw JsonBody.bad("since has to be before until.");
        }
        Optional<String> state = parameter(request, "state");
        if (state.isPresent() && !OUTCOMES.contains(state.get())) {
            throw JsonBody.bad("state is processed or failed: only images that have ended are listed.");
        }
        Page page =
                finished.list(customerId, new Query(since, until, state, limit(request), parameter(request, "cursor")));
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode images = document.putArray("images");
        page.images().forEach(image -> images.addRawValue(new RawValue(image.json())));
        page.next().ifPresent(cursor -> document.put("next_cursor", cursor));
        send(response, document);
    }

    private static void send(ServerResponse response, ObjectNode document) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(document.toString());
    }

    private static int limit(ServerRequest request) {
        try {
            int limit = parameter(request, "limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
            if (limit >= 1 && limit <= LARGEST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw badLimit();
        }
        throw badLimit();
    }

    private static RuntimeException badLimit() {
        return JsonBody.bad("limit is 1 to " + LARGEST_LIMIT + ".");
    }

    private static Optional<Instant> instant(ServerRequest request, String name) {
        try {
            return parameter(request, name).map(Instant::parse);
        } catch (DateTimeException e) {
            throw JsonBody.bad(name + " is an instant like 2026-01-31T00:00:00Z.");
        }
    }

    private static Optional<String> parameter(ServerRequest request, String name) {
        return request.query().first(name).asOptional().filter(value -> !value.isEmpty());
    }
}

package dev.darkroom.imagecollection.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.Routes;
import dev.darkroom.imagecollection.JsonBody;
import dev.darkroom.imagecollection.outbound.OutboundHttp;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/webhook}: the caller's own, and its replays. */
final class WebhookRoutes {
    private final Authenticator authenticator;
    private final Registrations registrations;
    private final Signer signer;
    private final OutboundHttp http;
    private final KafkaReplays replays;

    WebhookRoutes(
            Authenticator authenticator,
            Registrations registrations,
            Signer signer,
            OutboundHttp http,
            KafkaReplays replays) {
        this.authenticator = authenticator;
        this.registrations = registrations;
        this.signer = signer;
        this.http = http;
        this.replays = replays;
    }

    void addTo(Routes routes) {
        routes.get("/v1/webhook", this::show)
                .on(Method.PUT, "/v1/webhook", this::put)
                .on(Method.DELETE, "/v1/webhook", this::delete)
                .post("/v1/webhook/replays", this::replay);
    }

    private void show(ServerRequest request, ServerResponse response) {
        String customerId = authenticator.customerId(request.headers());
        send(
                response,
                registrations
                        .findNow(customerId)
                        .orElseThrow(WebhookRoutes::none)
                        .document());
    }

    private static RuntimeException none() {
        return Problem.notFound("You have no webhook; PUT /v1/webhook makes one.")
                .exception();
    }

    private void put(ServerRequest request, ServerResponse response) {
        String customerId = authenticator.customerId(request.headers());
        JsonBody body = JsonBody.of(request, Set.of("url", "events", "rotate_secret"));
        String url = body.text("url").orElseThrow(() -> JsonBody.bad("url has to be given."));
        http.checkPublic(url);
        List<String> events = body.texts("events").orElse(Registration.ALL_EVENTS);
        if (events.isEmpty() || !Registration.ALL_EVENTS.containsAll(events)) {
            throw JsonBody.bad("events are some of " + String.join(", ", Registration.ALL_EVENTS) + ".");
        }
        int generation = registrations.generation(customerId) + (body.flag("rotate_secret") ? 1 : 0);
        Registration registration = new Registration(url, events, generation);
        registrations.put(customerId, registration);
        send(response, registration.document().put("secret", signer.secret(customerId, generation)));
    }

    private void delete(ServerRequest request, ServerResponse response) {
        registrations.delete(authenticator.customerId(request.headers()));
        response.status(Status.NO_CONTENT_204).send();
    }

    private void replay(ServerRequest request, ServerResponse response) {
        String customerId = authenticator.customerId(request.headers());
        JsonBody body = JsonBody.of(request, Set.of("since"));
        Instant since = since(body.text("since"));
        Registration registration = registrations.findNow(customerId).orElseThrow(WebhookRoutes::none);
        ObjectNode replayed = replays.replay(customerId, registration.events(), since);
        response.status(Status.ACCEPTED_202);
        send(response, replayed);
    }

    private static Instant since(Optional<String> text) {
        try {
            return Instant.parse(text.orElse(""));
        } catch (DateTimeException e) {
            throw JsonBody.bad("since is an instant like 2026-01-31T00:00:00Z, and has to be given.");
        }
    }

    private static void send(ServerResponse response, ObjectNode document) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(document.toString());
    }
}

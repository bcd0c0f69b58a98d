package dev.darkroom.httpservice;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever stops a request into a problem document: our own refusals, the server's, and surprises. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Problem SURPRISE = new Problem(
            "internal-error", 500, "The service failed in a way it does not know. The request may be sent again.");

    private Refusals() {}

    static void addTo(HttpRouting.Builder routing) {
        routing.error(ProblemException.class, (request, response, e) -> send(request, response, e.problem()));
        routing.error(
                HttpException.class,
                (request, response, e) ->
                        send(request, response, ofStatus(e.status(), detail(e.status(), e.getMessage()))));
        routing.error(Throwable.class, (request, response, e) -> {
            LOG.atError()
                    .addKeyValue("method", request.prologue().method())
                    .addKeyValue("path", request.path().path())
                    .setCause(e)
                    .log("Request failed unexpectedly");
            send(request, response, SURPRISE);
        });
    }

    /** For what is refused before any route is found, such as a request line or a header that cannot be read. */
    static DirectHandlers beforeRouting() {
        DirectHandler handler = (request, event, status, headers, message) -> document(status, headers, message);
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
            handlers.addHandler(event, handler);
        }
        return handlers.build();
    }

    private static DirectHandler.TransportResponse document(
            Status status, ServerResponseHeaders headers, String message) {
        headers.set(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .entity(ofStatus(status, detail(status, message)).document())
                .build();
    }

    static void send(ServerRequest request, ServerResponse response, Problem problem) {
        response.status(Status.create(problem.status()));
        response.header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        problem.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        if (request.content().hasEntity() && !request.content().consumed()) {
            // Else the server would read the rest of a body, however long, to keep the connection.
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        response.send(problem.document());
    }

    private static Problem ofStatus(Status status, String detail) {
        if (status.code() >= 500) {
            return SURPRISE;
        }
        String kind = status.reasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return new Problem(kind.isEmpty() ? "refused" : kind, status.code(), detail, Map.of());
    }

    private static String detail(Status status, @Nullable String message) {
        return message == null || message.isBlank() ? status.reasonPhrase() : message;
    }
}

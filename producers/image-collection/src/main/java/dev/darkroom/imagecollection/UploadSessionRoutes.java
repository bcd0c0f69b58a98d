package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.httpservice.Routes;
import dev.darkroom.httpservice.TraceContext;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /v1/uploads}: large images, straight to the store or in pieces that can be taken up again. */
final class UploadSessionRoutes {
    private static final Set<String> FIELDS =
            Set.of("size_bytes", "sha256", "content_type", "name", "function", "operations");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

    private final Authenticator authenticator;
    private final UploadSessions sessions;
    private final UploadPlaces places;
    private final Pace pace;
    private final AcceptedAnswer answer;

    UploadSessionRoutes(
            Authenticator authenticator,
            UploadSessions sessions,
            UploadPlaces places,
            Pace pace,
            AcceptedAnswer answer) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.places = places;
        this.pace = pace;
        this.answer = answer;
    }

    void addTo(Routes routes) {
        routes.post("/v1/uploads", this::begin)
                .get("/v1/uploads/{id}", this::show)
                .on(Method.PUT, "/v1/uploads/{id}", this::put)
                .on(Method.DELETE, "/v1/uploads/{id}", this::abandon)
                .post("/v1/uploads/{id}/complete", this::complete);
    }

    private void begin(ServerRequest request, ServerResponse response) {
        String customerId = authenticator.customerId(request.headers());
        JsonBody body = JsonBody.of(request, FIELDS);
        Upload upload = new Upload(
                customerId,
                body.text("name").map(UploadParameters::name),
                body.text("function").map(UploadParameters::function),
                body.json("operations").map(UploadParameters::operations),
                body.text("content_type").filter(type -> type.length() <= UploadParameters.LONGEST_NAME),
                UploadParameters.idempotencyKey(request),
                TraceContext.of(request.headers()));
        Optional<String> sha256 = body.text("sha256");
        if (sha256.isPresent() && !SHA256.matcher(sha256.get()).matches()) {
            throw JsonBody.bad("sha256 is a SHA-256 in lower-case hex.");
        }
        UploadSession session = sessions.begin(upload, body.number("size_bytes"), sha256);
        response.status(Status.CREATED_201).header(HeaderNames.LOCATION, "/v1/uploads/" + session.imageId());
        send(response, session);
    }

    private void show(ServerRequest request, ServerResponse response) {
        send(response, session(request));
    }

    private void send(ServerResponse response, UploadSession session) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(sessions.describe(session).toString());
    }

    private UploadSession session(ServerRequest request) {
        return sessions.find(
                authenticator.customerId(request.headers()),
                request.path().pathParameters().get("id"));
    }

    private void put(ServerRequest request, ServerResponse response) {
        UploadSession session = session(request);
        int number = partNumber(request, session);
        long bytes = session.partBytes(number);
        places.inPlace(session.upload().customerId(), () -> {
            sessions.put(
                    session,
                    number,
                    new ImageBody(request.content().inputStream(), bytes, bytes, pace, System::nanoTime));
            return number;
        });
        response.status(Status.NO_CONTENT_204).send();
    }

    /** The part whose bytes, all of them, a request's Content-Range names. */
    private static int partNumber(ServerRequest request, UploadSession session) {
        Matcher range = CONTENT_RANGE.matcher(request.headers()
                .first(HeaderNames.CONTENT_RANGE)
                .orElse("bytes 0-" + (session.bytes() - 1) + "/" + session.bytes()));
        if (!range.matches() || Long.parseLong(range.group(3)) != session.bytes()) {
            throw notARange(session);
        }
        long first = Long.parseLong(range.group(1));
        long bytes = Long.parseLong(range.group(2)) - first + 1;
        int number = (int) Math.min(session.parts(), first / UploadSession.PART_BYTES + 1);
        if (first != (number - 1L) * UploadSession.PART_BYTES
                || bytes != session.partBytes(number)
                || request.headers().contentLength().orElse(-1) != bytes) {
            throw notARange(session);
        }
        return number;
    }

    private static ProblemException notARange(UploadSession session) {
        return new Problem(
                        "range-not-satisfiable",
                        416,
                        "Send one part: Content-Range: bytes FIRST-LAST/" + session.bytes() + ", FIRST a multiple of "
                                + UploadSession.PART_BYTES + ", to the part's end, and as many bytes.",
                        Map.of("Content-Range", "bytes */" + session.bytes()))
                .exception();
    }

    private void abandon(ServerRequest request, ServerResponse response) {
        sessions.discard(session(request));
        response.status(Status.NO_CONTENT_204).send();
    }

    private void complete(ServerRequest request, ServerResponse response) {
        String customerId = authenticator.customerId(request.headers());
        String id = request.path().pathParameters().get("id");
        answer.send(response, places.inPlace(customerId, () -> sessions.complete(customerId, id)));
    }
}

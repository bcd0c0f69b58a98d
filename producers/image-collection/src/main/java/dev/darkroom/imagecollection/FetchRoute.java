package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.httpservice.TraceContext;
import dev.darkroom.imagecollection.outbound.HostPatterns;
import dev.darkroom.imagecollection.outbound.OutboundHttp;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/images:fetch}: takes an image from where it lies on the web. */
final class FetchRoute implements Handler {
    private static final Set<String> FIELDS = Set.of("url", "name", "function", "operations");
    private static final int MOST_REDIRECTS = 3;

    /** 4 Mbit/s after 5 s: the answer has to be there before an API gateway gives up. */
    private static final Pace PACE = new Pace(Duration.ofSeconds(5), 512 << 10);

    /** API Gateway gives up after 29 s. */
    private static final Duration LONGEST = Duration.ofSeconds(25);

    private final Authenticator authenticator;
    private final Intake intake;
    private final UploadPlaces places;
    private final BodyRules rules;
    private final AcceptedAnswer answer;
    private final OutboundHttp http;
    private final HostPatterns sources;

    /** @param sources the hosts that images may be taken from */
    FetchRoute(
            Authenticator authenticator,
            Intake intake,
            UploadPlaces places,
            BodyRules rules,
            AcceptedAnswer answer,
            OutboundHttp http,
            HostPatterns sources) {
        this.authenticator = authenticator;
        this.intake = intake;
        this.places = places;
        this.rules = new BodyRules(PACE, rules.largestBytes(), rules.limits());
        this.answer = answer;
        this.http = http;
        this.sources = sources;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String customerId = authenticator.customerId(request.headers());
        JsonBody body = JsonBody.of(request, FIELDS);
        URI url = allowed(body.text("url").orElseThrow(() -> JsonBody.bad("url has to be given.")));
        Upload upload = new Upload(
                customerId,
                body.text("name").map(UploadParameters::name),
                body.text("function").map(UploadParameters::function),
                body.json("operations").map(UploadParameters::operations),
                Optional.empty(),
                UploadParameters.idempotencyKey(request),
                TraceContext.of(request.headers()));
        answer.send(response, places.inPlace(customerId, () -> fetch(upload, url, MOST_REDIRECTS)));
    }

    private URI allowed(String url) {
        URI uri = http.check(url);
        if (!sources.match(uri.getHost())) {
            throw new Problem("source-not-allowed", 403, "Images are not fetched from " + uri.getHost() + ".")
                    .exception();
        }
        return uri;
    }

    private Accepted fetch(Upload upload, URI url, int redirects) {
        Object result;
        try {
            result = http.send(new HttpGet(url), LONGEST, source -> taken(upload, url, source));
        } catch (IOException e) {
            if (OutboundHttp.notPublic(e)) {
                throw new Problem(
                                "source-not-allowed", 403, "Images are not fetched from addresses that are not public.")
                        .exception(e);
            }
            throw failed("The source does not answer", e);
        }
        if (result instanceof URI next) {
            if (redirects == 0) {
                throw failed("The source redirects more than " + MOST_REDIRECTS + " times", null);
            }
            return fetch(upload, next, redirects - 1);
        }
        return (Accepted) result;
    }

    /** What was accepted, or where to go instead. */
    private Object taken(Upload upload, URI url, ClassicHttpResponse source) throws IOException {
        int status = source.getCode();
        if (status >= 300 && status < 400) {
            return allowed(
                    redirected(url, OutboundHttp.header(source, "Location").orElse("")));
        }
        if (status != 200 || source.getEntity() == null) {
            throw failed("The source answered " + status, null);
        }
        try {
            return intake.accept(
                    upload, rules.body(source.getEntity().getContent(), ImageBody.UNKNOWN, upload.customerId()));
        } catch (ProblemException e) {
            throw switch (e.problem().kind()) {
                case "empty-body" -> failed("The source sent nothing", e);
                case "body-incomplete", "body-too-slow" -> failed("The source did not send the image to its end", e);
                default -> e;
            };
        }
    }

    private static String redirected(URI url, String location) {
        try {
            if (!location.isBlank()) {
                return url.resolve(location).toString();
            }
        } catch (IllegalArgumentException e) {
            throw failed("The source redirects to what is no URL", e);
        }
        throw failed("The source redirects to what is no URL", null);
    }

    private static ProblemException failed(String what, @Nullable Exception cause) {
        return new Problem("source-failed", 502, what + ". Nothing was accepted.").exception(cause);
    }
}

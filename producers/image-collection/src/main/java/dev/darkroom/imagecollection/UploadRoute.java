package dev.darkroom.imagecollection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.darkroom.httpservice.CustomerId;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.schemas.RawImage;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/images}: the body is the image. */
final class UploadRoute implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(UploadRoute.class);
    private static final int LONGEST_NAME = 255;
    private static final Pattern FUNCTION = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private final Intake intake;
    private final UploadPlaces places;
    private final Pace pace;
    private final long largestImageBytes;
    private final String streamingUrl;

    UploadRoute(Intake intake, Pace pace, ImageCollectionSettings settings) {
        this.intake = intake;
        this.places = new UploadPlaces(settings.concurrentUploads());
        this.pace = pace;
        this.largestImageBytes = settings.largestImageBytes();
        this.streamingUrl = settings.streamingUrl();
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Upload upload = new Upload(
                CustomerId.of(request), sourceName(request), function(request), declaredContentType(request));
        long bytes = request.headers().contentLength().orElse(0);
        if (bytes > largestImageBytes) {
            throw new Problem("too-large", 413, "An image may have " + largestImageBytes + " bytes at most.")
                    .exception();
        }
        RawImage image = places.inPlace(() ->
                intake.accept(upload, new ImageBody(request.content().inputStream(), bytes, pace, System::nanoTime)));
        LOG.atInfo()
                .addKeyValue("image_id", image.getImageId())
                .addKeyValue("customer_id", image.getCustomerId())
                .addKeyValue("content_type", image.getContentType())
                .addKeyValue("size_bytes", image.getSizeBytes())
                .log("Image accepted");
        sendAccepted(response, image.getImageId());
    }

    private void sendAccepted(ServerResponse response, String imageId) {
        String self = streamingUrl + "/v1/images/" + imageId;
        ObjectNode document =
                JsonNodeFactory.instance.objectNode().put("image_id", imageId).put("state", "accepted");
        document.putObject("links").put("self", self).put("stream", streamingUrl + "/v1/stream");
        response.status(Status.ACCEPTED_202)
                .header(HeaderNames.LOCATION, self)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(document.toString());
    }

    private static Optional<String> sourceName(ServerRequest request) {
        Optional<String> name = parameter(request, "name");
        if (name.isPresent()
                && (name.get().length() > LONGEST_NAME
                        || name.get().codePoints().anyMatch(Character::isISOControl))) {
            throw new Problem(
                            "bad-name",
                            400,
                            "A name has " + LONGEST_NAME + " characters at most, none of them control.")
                    .exception();
        }
        return name;
    }

    private static Optional<String> function(ServerRequest request) {
        Optional<String> function = parameter(request, "function");
        if (function.isPresent() && !FUNCTION.matcher(function.get()).matches()) {
            throw new Problem(
                            "bad-function",
                            400,
                            "A function's name has 1 to 64 lower-case letters, digits and hyphens.")
                    .exception();
        }
        return function;
    }

    private static Optional<String> parameter(ServerRequest request, String name) {
        return request.query().first(name).asOptional().filter(value -> !value.isEmpty());
    }

    private static Optional<String> declaredContentType(ServerRequest request) {
        Optional<String> declared = request.headers()
                .first(HeaderNames.CONTENT_TYPE)
                .map(String::strip)
                .filter(type -> !type.isEmpty() && type.length() <= LONGEST_NAME);
        if (declared.isPresent() && declared.get().toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw new Problem(
                            "unsupported-media-type",
                            415,
                            "Send the image itself as the body, one request for each, not a form.")
                    .exception();
        }
        return declared;
    }
}

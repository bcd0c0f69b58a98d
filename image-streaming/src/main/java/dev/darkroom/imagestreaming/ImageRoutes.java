package dev.darkroom.imagestreaming;

import dev.darkroom.httpservice.CustomerId;
import dev.darkroom.httpservice.HttpService;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code GET /v1/images/{id}} and {@code GET /v1/images/{id}/variants/{name}}. */
final class ImageRoutes {
    private static final Pattern IMAGE_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final FinishedImages images;
    private final VariantStore variants;
    private final Transfers transfers;

    ImageRoutes(FinishedImages images, VariantStore variants, Transfers transfers) {
        this.images = images;
        this.variants = variants;
        this.transfers = transfers;
    }

    void addTo(HttpRouting.Builder routes) {
        HttpService.route(routes, Method.GET, "/v1/images/{id}", this::sendImage);
        HttpService.route(routes, Method.GET, "/v1/images/{id}/variants/{name}", this::sendVariant);
    }

    private void sendImage(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CACHE_CONTROL, "private")
                .send(image(request).json());
    }

    private void sendVariant(ServerRequest request, ServerResponse response) {
        FinishedImage image = image(request);
        StoredVariant variant = image.variant(request.path().pathParameters().get("name"))
                .orElseThrow(() -> Problem.notFound("This image has no variant of this name; its metadata lists them.")
                        .exception());
        try (Transfers.Transfer transfer = transfers.begin(image.customerId());
                VariantStore.Opened bytes = variants.open(variant)) {
            response.header(HeaderNames.CONTENT_TYPE, variant.contentType())
                    .header(HeaderNames.CONTENT_LENGTH, Long.toString(bytes.sizeBytes()))
                    .header(HeaderNames.ETAG, '"' + variant.sha256() + '"')
                    .header(HeaderNames.CACHE_CONTROL, "private")
                    .header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
            try (OutputStream out = transfer.watch(response.outputStream())) {
                bytes.transferTo(out);
            }
        } catch (IOException e) {
            // Nothing else tells the client that the length it was promised will not come.
            throw new CloseConnectionException("A variant was not sent to its end", e);
        }
    }

    /** The image, if there is one and it is the caller's; what is another's does not exist. */
    private FinishedImage image(ServerRequest request) {
        String customerId = CustomerId.of(request);
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

package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Authenticator;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Locale;

/** {@code POST /v1/images}: the body is the image, or a form with several. */
final class UploadRoute implements Handler {
    private final Authenticator authenticator;
    private final Intake intake;
    private final UploadPlaces places;
    private final BodyRules rules;
    private final AcceptedAnswer answer;

    UploadRoute(
            Authenticator authenticator, Intake intake, UploadPlaces places, BodyRules rules, AcceptedAnswer answer) {
        this.authenticator = authenticator;
        this.intake = intake;
        this.places = places;
        this.rules = rules;
        this.answer = answer;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Upload upload = UploadParameters.of(request, authenticator.customerId(request.headers()));
        long bytes = rules.length(request, upload.customerId());
        if (upload.declaredContentType()
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/"))
                .isPresent()) {
            FormUpload form = new FormUpload(intake, rules, answer);
            places.inPlace(upload.customerId(), () -> form.accept(request, upload))
                    .send(response);
            return;
        }
        ImageBody body = rules.body(request.content().inputStream(), bytes, upload.customerId());
        Accepted accepted = places.inPlace(upload.customerId(), () -> intake.accept(upload, body));
        answer.send(response, accepted);
    }
}

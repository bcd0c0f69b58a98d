package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.StoredVariant;
import dev.darkroom.httpservice.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The feed with the images in it, as {@code multipart/mixed} (RFC 2046, 5.1.3): for each image its variants' parts, then
 * a part with its metadata and the event's id, which says that the image is complete. A client that is behind, and any
 * for a variant that is large, gone or without memory, gets the metadata alone, whose links lead to the bytes.
 */
final class MixedFeed {
    private final Variants variants;
    private final Duration heartbeat;

    MixedFeed(Variants variants, Duration heartbeat) {
        this.variants = variants;
        this.heartbeat = heartbeat;
    }

    void send(ServerResponse response, Subscription subscription, FeedFilter filter)
            throws IOException, InterruptedException {
        String boundary = UUID.randomUUID().toString();
        response.header(HeaderNames.CONTENT_TYPE, "multipart/mixed; boundary=" + boundary);
        OutputStream out = response.outputStream();
        Parts parts = new Parts(out, boundary);
        parts.write("text/plain", "X-Event-Id: " + subscription.id() + "\r\n", new byte[0]);
        parts.flush();
        while (true) {
            switch (subscription.next(heartbeat)) {
                case Listener.Image image -> sendImage(parts, image, filter);
                case Listener.Quiet quiet ->
                    parts.write("text/plain", "X-Event-Id: " + subscription.id() + "\r\n", new byte[0]);
                case Listener.Ending ending -> {
                    parts.write("application/json", "X-Event: end\r\n", utf8(StreamRoute.detail(ending)));
                    parts.end();
                    return;
                }
            }
            parts.flush();
        }
    }

    private void sendImage(Parts parts, Listener.Image image, FeedFilter filter) throws IOException {
        LiveEvent event = image.event();
        if (!image.behind()) {
            for (StoredVariant variant : event.image().variants()) {
                if (filter.variant().map(variant.name()::equals).orElse(true)) {
                    sendVariant(parts, event.image().imageId(), variant);
                }
            }
        }
        parts.write(
                "application/json",
                "X-Event: " + event.image().outcome() + "\r\nX-Event-Id: " + event.id() + "\r\n",
                utf8(event.image().json()));
    }

    private void sendVariant(Parts parts, String imageId, StoredVariant variant) throws IOException {
        Optional<KeptVariant> kept = Variants.small(variant) ? variants.kept(variant, true) : Optional.empty();
        if (kept.isEmpty()) {
            return;
        }
        try (KeptVariant bytes = kept.get()) {
            byte[] whole;
            try {
                whole = bytes.whole();
            } catch (ProblemException e) {
                return;
            }
            parts.write(
                    variant.contentType(),
                    "Content-Location: /v1/images/" + imageId + "/variants/" + variant.name() + "\r\nETag: \""
                            + variant.sha256() + "\"\r\n",
                    whole);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Parts(OutputStream out, String boundary) {
        void write(String contentType, String headers, byte[] body) throws IOException {
            out.write(utf8("--" + boundary + "\r\nContent-Type: " + contentType + "\r\n" + headers + "Content-Length: "
                    + body.length + "\r\n\r\n"));
            out.write(body);
            out.write(utf8("\r\n"));
        }

        void flush() throws IOException {
            out.flush();
        }

        void end() throws IOException {
            out.write(utf8("--" + boundary + "--\r\n"));
            out.close();
        }
    }
}

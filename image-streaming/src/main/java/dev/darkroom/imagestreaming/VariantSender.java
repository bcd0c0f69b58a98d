package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.StoredVariant;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Sends a variant, or the part of it a client asks for. Most come from memory, the largest pass through from the
 * store. Source: <a href="https://www.rfc-editor.org/rfc/rfc9110">RFC 9110</a>, conditional and range requests.
 */
final class VariantSender {
    /** What a client has to take in the time it may stand still. */
    private static final int STEP_BYTES = 128 << 10;

    /** What goes out together with the head, in a copy of both that the server makes. */
    private static final int FIRST_STEP_BYTES = 32 << 10;

    private static final Header NO_SNIFFING = HeaderValues.createCached("X-Content-Type-Options", "nosniff");

    private final Variants variants;
    private final Transfers transfers;

    VariantSender(Variants variants, Transfers transfers) {
        this.variants = variants;
        this.transfers = transfers;
    }

    void send(ServerRequest request, ServerResponse response, String customerId, StoredVariant variant) {
        String tag = '"' + variant.sha256() + '"';
        if (matches(request, tag)) {
            describe(response, tag);
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            describe(response, tag);
            response.header(HeaderNames.CONTENT_TYPE, variant.contentType())
                    .header(HeaderNames.CONTENT_LENGTH, Long.toString(variant.sizeBytes()))
                    .send();
            return;
        }
        Optional<ByteRange> range = range(request, tag, variant.sizeBytes());
        // What cannot be read is refused before anything is said of the variant, which may be cached.
        Runnable describe = () -> {
            describe(response, tag);
            response.header(HeaderNames.CONTENT_TYPE, variant.contentType());
            range.ifPresent(bytes -> response.status(Status.PARTIAL_CONTENT_206)
                    .header(HeaderNames.CONTENT_RANGE, bytes.contentRange(variant.sizeBytes())));
        };
        try (Transfers.Transfer transfer = transfers.begin(customerId)) {
            send(response, variant, range, transfer, describe);
        } catch (IOException e) {
            // Nothing else tells the client that the length it was promised will not come.
            throw new CloseConnectionException("A variant was not sent to its end", e);
        }
    }

    private static void describe(ServerResponse response, String tag) {
        response.header(HeaderNames.ETAG, tag)
                .header(HeaderNames.CACHE_CONTROL, "private, max-age=3600")
                .header(HeaderNames.ACCEPT_RANGES, "bytes")
                .header(NO_SNIFFING);
    }

    private void send(
            ServerResponse response,
            StoredVariant variant,
            Optional<ByteRange> range,
            Transfers.Transfer transfer,
            Runnable describe)
            throws IOException {
        Optional<KeptVariant> kept = variants.kept(variant, range.isEmpty());
        if (kept.isPresent()) {
            try (KeptVariant bytes = kept.get()) {
                sendKept(response, bytes, range, transfer, describe);
            }
            return;
        }
        try (VariantStore.Opened bytes = variants.open(variant, range)) {
            describe.run();
            response.header(HeaderNames.CONTENT_LENGTH, Long.toString(bytes.sizeBytes()));
            try (OutputStream out = transfer.watch(response.outputStream())) {
                bytes.transferTo(out);
            }
        }
    }

    private static void sendKept(
            ServerResponse response,
            KeptVariant bytes,
            Optional<ByteRange> range,
            Transfers.Transfer transfer,
            Runnable describe)
            throws IOException {
        int first = range.map(part -> (int) part.first()).orElse(0);
        int count = range.map(part -> (int) part.count()).orElse(bytes.sizeBytes());
        boolean small = bytes.sizeBytes() <= Variants.LARGEST_SMALL_BYTES;
        bytes.await(small ? bytes.sizeBytes() : first + Math.min(count, FIRST_STEP_BYTES));
        describe.run();
        if (count <= FIRST_STEP_BYTES) {
            transfer.watch(OutputStream.nullOutputStream());
            response.send(bytes.part(first, count));
            return;
        }
        response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(count));
        try (OutputStream out = transfer.watch(response.outputStream())) {
            bytes.write(out, first, FIRST_STEP_BYTES);
            for (int sent = FIRST_STEP_BYTES; sent < count; sent += STEP_BYTES) {
                bytes.write(out, first + sent, Math.min(STEP_BYTES, count - sent));
            }
        }
    }

    private static boolean matches(ServerRequest request, String tag) {
        return request.headers()
                .first(HeaderNames.IF_NONE_MATCH)
                .map(header -> Arrays.stream(header.split(",", -1))
                        .map(String::strip)
                        .anyMatch(each -> each.equals("*") || each.equals(tag) || each.equals("W/" + tag)))
                .orElse(false);
    }

    private static Optional<ByteRange> range(ServerRequest request, String tag, long size) {
        return request.headers()
                .first(HeaderNames.RANGE)
                .filter(header -> request.headers()
                        .first(HeaderNames.IF_RANGE)
                        .map(tag::equals)
                        .orElse(true))
                .flatMap(header -> ByteRange.parse(header, size));
    }
}

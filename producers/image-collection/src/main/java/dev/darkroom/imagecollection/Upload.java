package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.TraceContext;
import java.util.Optional;

/**
 * What a client says of the image it sends.
 *
 * @param customerId whose image it is
 * @param sourceName the client's own name for it
 * @param function the image function asked for, name or name@version
 * @param operations what the function is to do, a JSON list
 * @param declaredContentType the media type it claims; what the bytes say counts
 * @param idempotencyKey what the image's id follows from, for a request that may be sent again
 * @param trace the trace it belongs to
 */
record Upload(
        String customerId,
        Optional<String> sourceName,
        Optional<String> function,
        Optional<String> operations,
        Optional<String> declaredContentType,
        Optional<String> idempotencyKey,
        TraceContext trace) {

    /** What must be the same, beside the bytes, for a request to be the same one again. */
    String mark() {
        return Sha256.of(String.join("\0", sourceName.orElse(""), function.orElse(""), operations.orElse("")));
    }

    Upload with(Optional<String> name, Optional<String> key) {
        return new Upload(customerId, name, function, operations, declaredContentType, key, trace);
    }

    Upload withFunction(Optional<String> asked) {
        return new Upload(customerId, sourceName, asked, operations, declaredContentType, idempotencyKey, trace);
    }

    Upload withOperations(Optional<String> asked) {
        return new Upload(customerId, sourceName, function, asked, declaredContentType, idempotencyKey, trace);
    }
}

package dev.darkroom.imagecollection;

import io.helidon.webserver.http.ServerRequest;
import java.io.InputStream;

/**
 * What bodies are held to.
 *
 * @param pace how slowly they may come
 * @param largestBytes what the platform lets one have
 */
record BodyRules(Pace pace, long largestBytes, CustomerLimits limits) {
    /**
     * The length of a request's body, as announced.
     *
     * @throws dev.darkroom.httpservice.ProblemException 413 when it is more than this customer may send
     */
    long length(ServerRequest request, String customerId) {
        long bytes = request.headers().contentLength().orElse(0);
        long largest = limits.largestBytes(customerId, largestBytes);
        if (bytes > largest) {
            throw ImageBody.tooLarge(largest).exception();
        }
        return bytes;
    }

    /** @param declaredBytes or {@link ImageBody#UNKNOWN} */
    ImageBody body(InputStream source, long declaredBytes, String customerId) {
        return new ImageBody(
                source, declaredBytes, limits.largestBytes(customerId, largestBytes), pace, System::nanoTime);
    }
}

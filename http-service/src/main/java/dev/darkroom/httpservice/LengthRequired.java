package dev.darkroom.httpservice;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Refuses a body in chunks, on every route, and closes the connection without reading any of it: the server holds a
 * whole chunk, and the line that tells its length, in memory, however long its client makes them.
 */
final class LengthRequired implements Filter {
    private static final Problem PROBLEM = new Problem(
            "length-required",
            411,
            "Send Content-Length with the body: one in chunks (Transfer-Encoding) is not accepted.");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
            Refusals.send(request, response, PROBLEM);
            throw new CloseConnectionException("A body in chunks is not read");
        }
        chain.proceed();
    }
}

package dev.darkroom.httpservice;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a service answers, by path and method. A method that a path does not know is refused with those it does. */
public final class Routes {
    private final Map<String, Map<Method, Handler>> handlers = new LinkedHashMap<>();
    private final Map<String, Supplier<WsListener>> webSockets = new LinkedHashMap<>();
    private final List<Filter> filters = new ArrayList<>();

    public Routes get(String path, Handler handler) {
        return on(Method.GET, path, handler);
    }

    public Routes post(String path, Handler handler) {
        return on(Method.POST, path, handler);
    }

    /** Routes one method of a path; paths of different form may overlap, the first added wins. */
    public Routes on(Method method, String path, Handler handler) {
        handlers.computeIfAbsent(path, key -> new LinkedHashMap<>()).put(method, handler);
        return this;
    }

    /** A listener for each WebSocket (RFC 6455) opened at the path, which may be one of {@link #get} too. */
    public Routes webSocket(String path, Supplier<WsListener> listener) {
        webSockets.put(path, listener);
        return this;
    }

    /** Something to do around every request. */
    public Routes filter(Filter filter) {
        filters.add(filter);
        return this;
    }

    /**
     * Adds {@code GET /openapi.yaml}: the service's OpenAPI document, a resource beside the class.
     *
     * @throws IllegalStateException when the resource is missing
     */
    public Routes openApi(Class<?> beside) {
        byte[] document;
        try (InputStream in = beside.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("There is no openapi.yaml beside " + beside);
            }
            document = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml could not be read", e);
        }
        return get(
                "/openapi.yaml",
                (request, response) -> response.header(HeaderNames.CONTENT_TYPE, "application/yaml")
                        .send(document));
    }

    HttpRouting.Builder http(HeadDeadlines heads) {
        HttpRouting.Builder routing = HttpRouting.builder();
        routing.addFilter(heads);
        filters.forEach(routing::addFilter);
        handlers.forEach((path, methods) -> {
            methods.forEach((method, handler) -> routing.route(method, path, handler));
            String allowed = methods.keySet().stream().map(Method::text).collect(Collectors.joining(", "));
            routing.any(path, (request, response) -> {
                throw new Problem(
                                "method-not-allowed",
                                405,
                                "Only " + allowed + (methods.size() == 1 ? " is" : " are") + " known here.",
                                Map.of("Allow", allowed))
                        .exception();
            });
        });
        return routing;
    }

    WsRouting.Builder webSocket(HeadDeadlines heads) {
        WsRouting.Builder routing = WsRouting.builder();
        webSockets.forEach(
                (path, listener) -> routing.endpoint(path, () -> new OpenedWebSocket(listener.get(), heads)));
        return routing;
    }
}

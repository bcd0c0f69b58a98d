package dev.darkroom.httpservice;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * What a service counts, at {@code GET /metrics} in Prometheus' text format: the JVM, each route's requests
 * ({@code http_server_requests_seconds} by method, route and status, whatever ids their paths hold), and what the
 * service adds. Every service has its own, so that two in one process do not mix.
 */
public final class Metrics implements AutoCloseable {
    private static final String NO_ROUTE = "none";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();

    public Metrics() {
        gc.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /** For what the service adds. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Adds {@code GET /metrics} and times every other route. */
    public void addTo(Routes routes) {
        routes.get(
                "/metrics",
                (request, response) -> response.header(
                                HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                        .send(registry.scrape()));
        routes.filter(new RequestTimer());
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }

    private final class RequestTimer implements Filter {
        @Override
        public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
            Timer.Sample sample = Timer.start(registry);
            try {
                chain.proceed();
            } finally {
                sample.stop(Timer.builder("http.server.requests")
                        .tag("method", request.prologue().method().text())
                        .tag("route", request.matchingPattern().orElse(NO_ROUTE))
                        .tag("status", Integer.toString(response.status().code()))
                        .register(registry));
            }
        }
    }
}

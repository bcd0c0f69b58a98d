package dev.darkroom.topology.query;

import dev.darkroom.httpservice.Health;
import dev.darkroom.httpservice.HttpAddress;
import dev.darkroom.httpservice.HttpService;
import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.Routes;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about images over HTTP. It listens before the topology is made, because the topology tells the other
 * instances where it listens; until then it answers 503.
 */
public final class QueryServer implements AutoCloseable {
    private static final long LARGEST_BODY_BYTES = 0;

    private final HttpService http;
    private volatile @Nullable KafkaStreams streams;
    private volatile @Nullable Peers peers;
    private volatile @Nullable QueryRoutes routes;

    private QueryServer(HttpAddress address) {
        Routes served = new Routes()
                .get("/v1/images/{id}", (request, response) -> routes().sendImage(request, response))
                .get("/v1/customers/{id}/images", (request, response) -> routes().sendOpenImages(request, response))
                .get("/v1/commands/{id}", (request, response) -> routes().sendCommand(request, response))
                .get("/v1/lanes", (request, response) -> routes().sendLanes(request, response));
        Health.addTo(served, Map.of("topology", this::mustRun));
        this.http = HttpService.start(address, LARGEST_BODY_BYTES, served);
    }

    /**
     * Starts listening.
     *
     * @throws RuntimeException when the address cannot be bound
     */
    public static QueryServer start(HttpAddress address) {
        return new QueryServer(address);
    }

    /** The port listened on. */
    public int port() {
        return http.port();
    }

    /**
     * From now on answers out of this topology's stores.
     *
     * @param self its own {@code application.server}
     */
    public void answerFrom(KafkaStreams topology, HostInfo self) {
        Peers others = new Peers(topology, self);
        peers = others;
        routes = new QueryRoutes(new LocalStores(topology, self), others);
        streams = topology;
    }

    private QueryRoutes routes() {
        QueryRoutes ready = routes;
        if (ready == null) {
            throw Problem.unavailable("The topology is starting; ask again.", Duration.ofSeconds(2))
                    .exception();
        }
        return ready;
    }

    private void mustRun() {
        KafkaStreams topology = streams;
        if (topology == null || topology.state() != KafkaStreams.State.RUNNING) {
            throw new IllegalStateException("The topology does not run");
        }
    }

    @Override
    public void close() {
        http.close();
        Peers others = peers;
        if (others != null) {
            others.close();
        }
    }
}

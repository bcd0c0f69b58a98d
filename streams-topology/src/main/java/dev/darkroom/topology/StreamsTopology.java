package dev.darkroom.topology;

import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.topology.query.QueryServer;
import dev.darkroom.topology.tracking.ImageTopology;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance of the topology that tracks every image to its end. Instances with the same brokers share the
 * work.
 */
public final class StreamsTopology implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsTopology.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

    private final SchemaRegistry registry;
    private final QueryServer queries;
    private final KafkaStreams streams;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<KafkaStreams.State> stopped = new CompletableFuture<>();

    private StreamsTopology(TopologySettings settings, SchemaRegistry registry, QueryServer queries) {
        this.registry = registry;
        this.queries = queries;
        HostInfo self = HostInfo.buildFromEndpoint(settings.applicationServer()
                .orElseGet(() -> OwnAddress.of(settings.queries().host()) + ":" + queries.port()));
        Properties properties = StreamsProperties.of(settings);
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
        this.streams = new KafkaStreams(new ImageTopology(registry, settings.tracking()).build(), properties);
        streams.setStateListener((now, before) -> onState(now));
        streams.setUncaughtExceptionHandler(
                new ThreadReplacement(settings.threads(), InstantSource.system(), this::paused));
        queries.answerFrom(streams, self);
    }

    /**
     * Starts an instance as the environment says and returns before it has joined the others.
     *
     * @throws IllegalArgumentException naming the variable that is missing or makes no sense
     */
    public static StreamsTopology start(Map<String, String> environment) {
        return start(environment, GlueSchemaRegistry.fromEnvironment(environment));
    }

    static StreamsTopology start(Map<String, String> environment, SchemaRegistry registry) {
        TopologySettings settings = TopologySettings.from(environment);
        StreamsTopology topology = make(settings, registry, QueryServer.start(settings.queries()));
        topology.streams.start();
        LOG.atInfo()
                .addKeyValue("application", StreamsProperties.APPLICATION_ID)
                .addKeyValue("threads", settings.threads())
                .addKeyValue("stateDirectory", settings.stateDirectory())
                .addKeyValue("queryPort", topology.port())
                .log("Topology started");
        return topology;
    }

    private static StreamsTopology make(TopologySettings settings, SchemaRegistry registry, QueryServer queries) {
        try {
            return new StreamsTopology(settings, registry, queries);
        } catch (RuntimeException e) {
            queries.close();
            throw e;
        }
    }

    /** The port on which questions are answered. */
    public int port() {
        return queries.port();
    }

    /**
     * Waits until this instance has its share of the partitions and works on them.
     *
     * @throws IllegalStateException when it has not after {@code longest}, or has stopped
     */
    public void awaitRunning(Duration longest) throws InterruptedException {
        try {
            running.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(
                    "The topology is %s and not RUNNING after %d s: see its log for the brokers it cannot reach or the topics it misses"
                            .formatted(streams.state(), longest.toSeconds()),
                    e);
        }
    }

    /** Waits until this instance has stopped; true when it was closed, false when it gave up on an error. */
    public boolean awaitStopped() throws InterruptedException {
        try {
            return stopped.get() == KafkaStreams.State.NOT_RUNNING;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topology's end cannot be told", e);
        }
    }

    /** Finishes the transaction under way, leaves the group so that others take over at once, and stops. */
    @Override
    public void close() {
        closing.countDown();
        queries.close();
        boolean inTime =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(LONGEST_CLOSE));
        registry.close();
        if (!inTime) {
            LOG.atWarn()
                    .addKeyValue("afterMillis", LONGEST_CLOSE.toMillis())
                    .log("Topology closed before its threads had ended; what they had not committed is done again");
        }
    }

    private boolean paused(Duration pause) throws InterruptedException {
        return !closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void onState(KafkaStreams.State state) {
        LOG.atInfo().addKeyValue("state", state).log("Topology changed its state");
        switch (state) {
            case RUNNING -> running.complete(null);
            case NOT_RUNNING, ERROR -> {
                running.completeExceptionally(new IllegalStateException("stopped: " + state));
                stopped.complete(state);
            }
            case CREATED, REBALANCING, PENDING_SHUTDOWN, PENDING_ERROR -> {}
        }
    }
}

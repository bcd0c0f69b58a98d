package dev.darkroom.cli;

import dev.darkroom.imagecollection.ImageCollection;
import dev.darkroom.imagestreaming.ImageStreaming;
import dev.darkroom.localstack.LocalStack;
import dev.darkroom.localstack.LocalStackSettings;
import dev.darkroom.localstack.Ports;
import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.topology.StreamsTopology;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The whole platform in this process: the stack, and the three programs of ours that run on it. */
final class Platform implements AutoCloseable {
    private static final Duration TOPOLOGY_PATIENCE = Duration.ofSeconds(60);

    /** No secret: what it signs, only this machine hears of. */
    private static final String LOCAL_SIGNING_KEY = "signs-webhooks-on-this-machine";

    private final LocalStack stack;
    private final int collectionPort;
    private final int streamingPort;
    private final int topologyPort;

    private Platform(LocalStack stack, int collectionPort, int streamingPort, int topologyPort) {
        this.stack = stack;
        this.collectionPort = collectionPort;
        this.streamingPort = streamingPort;
        this.topologyPort = topologyPort;
    }

    /**
     * Starts the platform and returns when it is ready for the first image.
     *
     * @throws dev.darkroom.localstack.machine.PortTakenException naming the port and the option that changes it
     */
    static Platform start(LocalStackSettings settings, int collectionPort, int streamingPort, int topologyPort) {
        settings.requireUnusedState();
        LoopbackPort.requireFree(collectionPort, "image-collection", "--collection-port");
        LoopbackPort.requireFree(streamingPort, "image-streaming", "--streaming-port");
        LoopbackPort.requireFree(topologyPort, "streams-topology", "--topology-port");
        int collection = LoopbackPort.orFree(collectionPort);
        int streaming = LoopbackPort.orFree(streamingPort);
        int topology = LoopbackPort.orFree(topologyPort);
        Map<String, LocalStack.Program> programs = Map.of(
                "image-collection",
                (environment, directory) -> ImageCollection.start(with(
                        environment,
                        Map.of(
                                "HTTP_PORT",
                                Integer.toString(collection),
                                "IMAGE_STREAMING_URL",
                                url(streaming).toString(),
                                "TOPOLOGY_QUERY_URL",
                                url(topology).toString(),
                                "WEBHOOK_SIGNING_KEY",
                                LOCAL_SIGNING_KEY))),
                "image-streaming",
                (environment, directory) ->
                        ImageStreaming.start(with(environment, Map.of("HTTP_PORT", Integer.toString(streaming)))),
                "streams-topology",
                (environment, directory) ->
                        startTopology(with(environment, Map.of("HTTP_PORT", Integer.toString(topology))), directory));
        return new Platform(LocalStack.start(settings, programs), collection, streaming, topology);
    }

    private static AutoCloseable startTopology(Map<String, String> environment, Path directory)
            throws InterruptedException {
        StreamsTopology topology = StreamsTopology.start(with(environment, Map.of("STATE_DIR", directory.toString())));
        try {
            topology.awaitRunning(TOPOLOGY_PATIENCE);
            Thread.ofPlatform().daemon().name("watch-topology").start(() -> endWith(topology));
            return topology;
        } catch (RuntimeException | InterruptedException e) {
            topology.close();
            throw e;
        }
    }

    /** A platform without its topology would go on accepting images that nothing routes; better it ends and is seen. */
    private static void endWith(StreamsTopology topology) {
        try {
            if (!topology.awaitStopped()) {
                System.err.println("darkroom: the topology gave up, see the log; stopping. What was accepted is kept.");
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    URI collection() {
        return url(collectionPort);
    }

    URI streaming() {
        return url(streamingPort);
    }

    String imagesTable() {
        return stack.environment().getOrDefault("IMAGES_TABLE", "images");
    }

    /** Where the objects of S3 lie on this disk. */
    Path objects() {
        return stack.objects();
    }

    Ports ports() {
        return stack.ports();
    }

    /** This process and the functions'. */
    List<Long> processIds() {
        return stack.processIds();
    }

    /** What did not start and need not, one sentence each. */
    List<String> notices() {
        return stack.notices();
    }

    /** What answers where, for a person to read. */
    Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("image-collection", collection().toString());
        addresses.put("image-streaming", streaming().toString());
        addresses.put("streams-topology", url(topologyPort).toString());
        addresses.putAll(stack.addresses());
        return addresses;
    }

    @Override
    public void close() {
        stack.close();
    }

    private static Map<String, String> with(Map<String, String> environment, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return all;
    }

    private static URI url(int port) {
        return URI.create("http://" + LoopbackPort.HOST + ":" + port);
    }
}

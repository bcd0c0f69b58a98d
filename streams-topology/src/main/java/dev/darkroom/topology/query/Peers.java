package dev.darkroom.topology.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/** The other instances, found by the {@code application.server} that each tells the group. */
final class Peers implements AutoCloseable {
    /** Marks a question that another instance passes on, to be answered from local stores alone. */
    static final String PASSED_ON = "X-Darkroom-Passed-On";

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaStreams streams;
    private final HostInfo self;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    Peers(KafkaStreams streams, HostInfo self) {
        this.streams = streams;
        this.self = self;
    }

    boolean isSelf(HostInfo host) {
        return host.equals(self);
    }

    /** Every instance but this one. */
    List<HostInfo> others() {
        return streams.metadataForAllStreamsClients().stream()
                .map(StreamsMetadata::hostInfo)
                .filter(host -> !host.equals(self) && !host.equals(HostInfo.unavailable()))
                .distinct()
                .toList();
    }

    /** Who may know of a customer's images: its owner, then the standbys; none while nobody knows. */
    Set<HostInfo> of(String store, String customerId) {
        KeyQueryMetadata owner = streams.queryMetadataForKey(store, customerId, new StringSerializer());
        Set<HostInfo> hosts = new LinkedHashSet<>();
        if (owner != null && !owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
            hosts.add(owner.activeHost());
            hosts.addAll(owner.standbyHosts());
        }
        return hosts;
    }

    /** What another instance answers; empty when it does not. */
    Optional<HttpResponse<String>> ask(HostInfo host, String pathAndQuery) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + host.host() + ":" + host.port() + pathAndQuery))
                .header(PASSED_ON, "1")
                .timeout(PATIENCE)
                .build();
        try {
            return Optional.of(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

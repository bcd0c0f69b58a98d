package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.HttpAddress;
import dev.darkroom.httpservice.Metrics;
import dev.darkroom.imagecollection.outbound.HostPatterns;
import dev.darkroom.imagecollection.outbound.OutboundHttp;
import dev.darkroom.schemas.CustomerProfile;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Image collection over stores in memory, and over a topology that answers by HTTP. */
final class TestingCollection implements AutoCloseable {
    static final int LARGEST_IMAGE_BYTES = 4 << 20;
    static final int PLACES = 4;
    static final int PLACES_OF_ONE_CUSTOMER = 3;

    final TestingRawImageStore store = new TestingRawImageStore();
    final TestingRawImageLog log = new TestingRawImageLog();
    final TestingFinishedImages finished = new TestingFinishedImages();
    final TestingTopology topology = new TestingTopology();
    final TestingStagingStore staging = new TestingStagingStore();
    final Map<String, CustomerProfile> profiles = new ConcurrentHashMap<>();
    private final TopologyImages open = new TopologyImages(topology.url());
    private final ImageCollection collection;

    TestingCollection() {
        this(OutboundHttp.create(new HostPatterns(List.of()), Duration.ofSeconds(1)));
    }

    /** @param outbound how it fetches; the caller's to close */
    TestingCollection(OutboundHttp outbound) {
        HttpAddress address = new HttpAddress("127.0.0.1", 0);
        ImageCollectionSettings settings = new ImageCollectionSettings(
                address,
                "raw",
                "images",
                new ImageCollectionSettings.Limits(
                        LARGEST_IMAGE_BYTES,
                        100 << 20,
                        PLACES,
                        PLACES_OF_ONE_CUSTOMER,
                        16 << 20,
                        Duration.ofSeconds(20)),
                "http://images.example",
                Optional.of(topology.url()),
                new HostPatterns(List.of("images.example.com", "127.0.0.1", "localhost")),
                new HostPatterns(List.of()),
                Optional.empty());
        Parts parts = new Parts(
                Authenticator.fromEnvironment(Map.of(), address),
                store,
                staging,
                new TestingDocuments(),
                log,
                finished,
                open,
                customer -> Optional.ofNullable(profiles.get(customer)),
                outbound,
                new Metrics(),
                new Pace(Duration.ofMillis(500), 1_000_000),
                Clock.systemUTC());
        collection = ImageCollection.start(settings, new Collection(settings, parts), new ArrayDeque<>());
    }

    int port() {
        return collection.port();
    }

    void stop() {
        collection.close();
    }

    @Override
    public void close() {
        store.confirm.countDown();
        collection.close();
        open.close();
        topology.close();
    }
}

package dev.darkroom.imagecollection;

import dev.darkroom.finishedimages.DynamoDbImages;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.HttpService;
import dev.darkroom.httpservice.Metrics;
import dev.darkroom.imagecollection.outbound.OutboundHttp;
import dev.darkroom.imagecollection.webhook.KafkaWebhooks;
import dev.darkroom.schemas.KafkaEnvironment;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Image collection, running. */
public final class ImageCollection implements AutoCloseable {
    private static final Duration SILENCE_OF_OTHERS = Duration.ofSeconds(5);

    private final HttpService http;
    private final Deque<AutoCloseable> resources;

    private ImageCollection(HttpService http, Deque<AutoCloseable> resources) {
        this.http = http;
        this.resources = resources;
    }

    /**
     * Starts listening; neither S3 nor Kafka nor DynamoDB has to be there yet.
     *
     * @param environment settings by the names of environment variables, see the module's README
     * @throws IllegalArgumentException naming the setting that is missing or cannot be understood
     */
    public static ImageCollection start(Map<String, String> environment) {
        ImageCollectionSettings settings = ImageCollectionSettings.fromEnvironment(environment);
        Authenticator authenticator = Authenticator.fromEnvironment(environment, settings.address());
        Map<String, Object> kafka = KafkaEnvironment.clientProperties(environment);
        Deque<AutoCloseable> resources = new ArrayDeque<>();
        try {
            return start(settings, authenticator, kafka, environment, resources);
        } catch (RuntimeException e) {
            closeAll(resources);
            throw e;
        }
    }

    private static ImageCollection start(
            ImageCollectionSettings settings,
            Authenticator authenticator,
            Map<String, Object> kafka,
            Map<String, String> environment,
            Deque<AutoCloseable> resources) {
        Metrics metrics = with(resources, new Metrics());
        GlueSchemaRegistry registry = with(resources, GlueSchemaRegistry.fromEnvironment(environment));
        // One for each upload and some for what else is asked.
        S3Bucket bucket = S3Bucket.connect(
                settings.rawBucket(),
                settings.limits().uploads() + 8,
                settings.limits().storeTimeout());
        ChunkPool memory = new ChunkPool(settings.limits().bufferedBytes());
        RawImageStore store = with(resources, new S3RawImageStore(bucket, memory));
        Documents documents = new S3Documents(bucket);
        KafkaCustomerProfiles profiles =
                with(resources, new KafkaCustomerProfiles(kafka, registry, metrics.registry()));
        OutboundHttp outbound = with(resources, OutboundHttp.create(settings.trustedHosts(), SILENCE_OF_OTHERS));
        Parts parts = new Parts(
                authenticator,
                store,
                new S3StagingStore(bucket, store, memory),
                documents,
                with(resources, KafkaRawImageLog.connect(kafka, registry, metrics.registry())),
                with(resources, DynamoDbImages.connect(settings.imagesTable())),
                settings.topologyUrl()
                        .<OpenImages>map(url -> with(resources, new TopologyImages(url)))
                        .orElse(id -> new OpenImages.Unknown()),
                profiles::find,
                outbound,
                metrics,
                Pace.DEFAULT,
                Clock.systemUTC());
        Collection collection = new Collection(settings, parts);
        settings.webhookKey()
                .map(key -> with(
                        resources,
                        KafkaWebhooks.start(
                                kafka,
                                registry,
                                key,
                                documents,
                                authenticator,
                                outbound,
                                metrics.registry(),
                                Clock.systemUTC())))
                .ifPresent(webhooks -> webhooks.addTo(collection.routes()));
        collection.gauge(memory);
        with(resources, collection.sweeper());
        profiles.start();
        return start(settings, collection, resources);
    }

    /** @param resources what to let go of at the end, the last first */
    static ImageCollection start(
            ImageCollectionSettings settings, Collection collection, Deque<AutoCloseable> resources) {
        return new ImageCollection(
                HttpService.start(settings.address(), settings.limits().imageBytes(), collection.routes()), resources);
    }

    private static <T extends AutoCloseable> T with(Deque<AutoCloseable> resources, T resource) {
        resources.push(resource);
        return resource;
    }

    /** The port listened on. */
    public int port() {
        return http.port();
    }

    /** Takes no new upload, lets those under way end, then lets go of everything else. */
    @Override
    public void close() {
        http.close();
        closeAll(resources);
    }

    private static void closeAll(Deque<AutoCloseable> resources) {
        while (!resources.isEmpty()) {
            AutoCloseable resource = resources.pop();
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("Could not let go of " + resource, e);
            }
        }
    }
}

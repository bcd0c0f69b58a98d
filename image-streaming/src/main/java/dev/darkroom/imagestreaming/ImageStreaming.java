package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.DynamoDbImages;
import dev.darkroom.finishedimages.FinishedImages;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.Health;
import dev.darkroom.httpservice.HttpService;
import dev.darkroom.httpservice.Metrics;
import dev.darkroom.httpservice.Routes;
import dev.darkroom.schemas.KafkaEnvironment;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Image streaming, running. */
public final class ImageStreaming implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** Fewer than S3VariantStore's connections, so that one is always left to ask whether S3 is there. */
    private static final int MOST_TRANSFERS = 150;

    private static final int MOST_TRANSFERS_PER_CUSTOMER = 40;
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(30);
    private static final long LARGEST_BODY_BYTES = 0;
    private static final long HISTORY_CHARACTERS = 16L << 20;

    private final HttpService http;
    private final LiveFeed feed;
    private final List<AutoCloseable> resources;

    private ImageStreaming(HttpService http, LiveFeed feed, List<AutoCloseable> resources) {
        this.http = http;
        this.feed = feed;
        this.resources = resources;
    }

    /**
     * What it is put together from.
     *
     * @param following whether the feed is up to date
     * @param registry asks whether the schema registry answers
     * @param events what feeds it, let go of first
     */
    record Parts(
            Authenticator authenticator,
            FinishedImages images,
            VariantStore variants,
            Transfers transfers,
            LiveFeed feed,
            FeedArchive archive,
            BooleanSupplier following,
            Health.Check registry,
            Duration heartbeat,
            Metrics metrics,
            List<AutoCloseable> events) {}

    /**
     * Starts listening; neither Kafka nor S3 nor DynamoDB has to be there yet.
     *
     * @param environment settings by the names of environment variables, see the module's README
     * @throws IllegalArgumentException naming the setting that is missing or cannot be understood
     */
    public static ImageStreaming start(Map<String, String> environment) {
        ImageStreamingSettings settings = ImageStreamingSettings.fromEnvironment(environment);
        Authenticator authenticator = Authenticator.fromEnvironment(environment, settings.address());
        Map<String, Object> kafka = KafkaEnvironment.clientProperties(environment);
        Metrics metrics = new Metrics();
        GlueSchemaRegistry registry = GlueSchemaRegistry.fromEnvironment(environment);
        RecentImages images = new RecentImages(DynamoDbImages.connect(settings.imagesTable()));
        LiveFeed feed = new LiveFeed(settings.mostListeners(), HISTORY_CHARACTERS);
        KafkaFinishedImages events =
                new KafkaFinishedImages(kafka, registry, images, feed, metrics.registry(), Clock.systemUTC());
        ImageStreaming streaming = start(
                settings,
                new Parts(
                        authenticator,
                        images,
                        S3VariantStore.connect(settings.processedBucket()),
                        new Transfers(MOST_TRANSFERS, MOST_TRANSFERS_PER_CUSTOMER, LONGEST_STANDSTILL),
                        feed,
                        new KafkaFeedArchive(kafka, registry),
                        events::following,
                        registry::check,
                        HEARTBEAT,
                        metrics,
                        List.of(events, registry)));
        events.start();
        return streaming;
    }

    static ImageStreaming start(ImageStreamingSettings settings, Parts parts) {
        List<AutoCloseable> resources = new ArrayList<>(parts.events());
        resources.addAll(List.of(parts.images(), parts.variants(), parts.metrics()));
        try {
            return new ImageStreaming(
                    HttpService.start(settings.address(), LARGEST_BODY_BYTES, routes(settings, parts)),
                    parts.feed(),
                    resources);
        } catch (RuntimeException e) {
            closeAll(resources);
            throw e;
        }
    }

    private static Routes routes(ImageStreamingSettings settings, Parts parts) {
        Routes routes = new Routes();
        Variants variants = new Variants(
                parts.variants(), settings.keptBytes(), parts.metrics().registry());
        new ImageRoutes(
                        parts.authenticator(),
                        parts.images(),
                        parts.variants(),
                        new VariantSender(variants, parts.transfers()),
                        Clock.systemUTC())
                .addTo(routes);
        Subscriptions subscriptions = new Subscriptions(parts.feed(), parts.archive(), parts.following());
        routes.get(
                        "/v1/stream",
                        new StreamRoute(
                                parts.authenticator(),
                                subscriptions,
                                new MixedFeed(variants, parts.heartbeat()),
                                parts.heartbeat()))
                .webSocket(
                        "/v1/stream", () -> new FeedWebSocket(parts.authenticator(), subscriptions, parts.heartbeat()));
        Health.addTo(
                routes,
                Map.of(
                        "kafka",
                        () -> mustFollow(parts.following()),
                        "registry",
                        parts.registry(),
                        "s3",
                        parts.variants()::check,
                        "dynamodb",
                        parts.images()::check));
        routes.openApi(ImageStreaming.class);
        parts.metrics().addTo(routes);
        parts.metrics().registry().gauge("darkroom.feed.listeners", parts.feed(), LiveFeed::listeners);
        return routes;
    }

    private static void mustFollow(BooleanSupplier following) {
        if (!following.getAsBoolean()) {
            throw new IllegalStateException("Not following processed-images and failed-images");
        }
    }

    /** The port listened on. */
    public int port() {
        return http.port();
    }

    /** Says goodbye to the listeners, lets downloads under way end, then lets go of everything else. */
    @Override
    public void close() {
        feed.close();
        http.close();
        closeAll(resources);
    }

    private static void closeAll(List<AutoCloseable> resources) {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("Could not let go of " + resource, e);
            }
        }
    }
}

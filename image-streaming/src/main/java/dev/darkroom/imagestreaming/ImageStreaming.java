package dev.darkroom.imagestreaming;

import dev.darkroom.httpservice.Health;
import dev.darkroom.httpservice.HttpService;
import dev.darkroom.schemas.KafkaEnvironment;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
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

    private final HttpService http;
    private final LiveFeed feed;
    private final List<AutoCloseable> resources;

    private ImageStreaming(HttpService http, LiveFeed feed, List<AutoCloseable> resources) {
        this.http = http;
        this.feed = feed;
        this.resources = resources;
    }

    /**
     * Starts listening; neither Kafka nor S3 nor DynamoDB has to be there yet.
     *
     * @param environment settings by the names of environment variables, see the module's README
     * @throws IllegalArgumentException naming the setting that is missing or cannot be understood
     */
    public static ImageStreaming start(Map<String, String> environment) {
        ImageStreamingSettings settings = ImageStreamingSettings.fromEnvironment(environment);
        Map<String, Object> kafka = KafkaEnvironment.clientProperties(environment);
        GlueSchemaRegistry registry = GlueSchemaRegistry.fromEnvironment(environment);
        VariantStore variants = S3VariantStore.connect(settings.processedBucket());
        RecentImages images = new RecentImages(DynamoDbImages.connect(settings.imagesTable()));
        LiveFeed feed = new LiveFeed(settings.mostListeners());
        KafkaFinishedImages events = new KafkaFinishedImages(kafka, registry, images, feed, Clock.systemUTC());
        ImageStreaming streaming = start(
                settings,
                images,
                variants,
                new Transfers(MOST_TRANSFERS, MOST_TRANSFERS_PER_CUSTOMER, LONGEST_STANDSTILL),
                feed,
                events::following,
                HEARTBEAT,
                List.of(events, registry));
        events.start();
        return streaming;
    }

    static ImageStreaming start(
            ImageStreamingSettings settings,
            FinishedImages images,
            VariantStore variants,
            Transfers transfers,
            LiveFeed feed,
            BooleanSupplier following,
            Duration heartbeat,
            List<AutoCloseable> events) {
        HttpRouting.Builder routes = HttpRouting.builder();
        new ImageRoutes(images, variants, transfers).addTo(routes);
        HttpService.route(routes, Method.GET, "/v1/stream", new StreamRoute(feed, following, heartbeat));
        Health.addTo(
                routes, Map.of("kafka", () -> mustFollow(following), "s3", variants::check, "dynamodb", images::check));
        List<AutoCloseable> resources = new ArrayList<>(events);
        resources.add(images);
        resources.add(variants);
        try {
            return new ImageStreaming(
                    HttpService.start(settings.address(), LARGEST_BODY_BYTES, routes), feed, resources);
        } catch (RuntimeException e) {
            closeAll(resources);
            throw e;
        }
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

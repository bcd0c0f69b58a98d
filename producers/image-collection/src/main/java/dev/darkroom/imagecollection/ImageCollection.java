package dev.darkroom.imagecollection;

import com.fasterxml.uuid.Generators;
import dev.darkroom.httpservice.Health;
import dev.darkroom.httpservice.HttpService;
import dev.darkroom.schemas.KafkaEnvironment;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import java.time.Clock;
import java.util.Map;

/** Image collection, running. */
public final class ImageCollection implements AutoCloseable {
    private final HttpService http;
    private final AutoCloseable[] resources;

    private ImageCollection(HttpService http, AutoCloseable... resources) {
        this.http = http;
        this.resources = resources;
    }

    /**
     * Starts listening; neither S3 nor Kafka has to be there yet.
     *
     * @param environment settings by the names of environment variables, see the module's README
     * @throws IllegalArgumentException naming the setting that is missing or cannot be understood
     */
    public static ImageCollection start(Map<String, String> environment) {
        ImageCollectionSettings settings = ImageCollectionSettings.fromEnvironment(environment);
        Map<String, Object> kafka = KafkaEnvironment.clientProperties(environment);
        GlueSchemaRegistry registry = GlueSchemaRegistry.fromEnvironment(environment);
        // One for each upload and one for the question whether S3 is there.
        RawImageStore store = S3RawImageStore.connect(settings.rawBucket(), settings.concurrentUploads() + 1);
        RawImageLog log = KafkaRawImageLog.connect(kafka, registry);
        return start(settings, Pace.DEFAULT, store, log, registry);
    }

    static ImageCollection start(
            ImageCollectionSettings settings, Pace pace, RawImageStore store, RawImageLog log, AutoCloseable registry) {
        Intake intake = new Intake(store, log, Generators.timeBasedEpochGenerator()::generate, Clock.systemUTC());
        HttpRouting.Builder routes = HttpRouting.builder();
        HttpService.route(routes, Method.POST, "/v1/images", new UploadRoute(intake, pace, settings));
        Health.addTo(routes, Map.of("s3", store::check, "kafka", log::check));
        try {
            return new ImageCollection(
                    HttpService.start(settings.address(), settings.largestImageBytes(), routes), log, store, registry);
        } catch (RuntimeException e) {
            closeAll(log, store, registry);
            throw e;
        }
    }

    /** The port listened on. */
    public int port() {
        return http.port();
    }

    /** Takes no new upload, lets those under way end, then lets go of Kafka and S3. */
    @Override
    public void close() {
        http.close();
        closeAll(resources);
    }

    private static void closeAll(AutoCloseable... resources) {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("Could not let go of " + resource, e);
            }
        }
    }
}

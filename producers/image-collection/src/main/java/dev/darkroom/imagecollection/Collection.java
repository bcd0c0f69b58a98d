package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Health;
import dev.darkroom.httpservice.Routes;
import java.util.Map;

/** Collection's routes, put together. */
final class Collection {
    private final Routes routes = new Routes();
    private final UploadSessions sessions;
    private final Parts parts;
    private final UploadPlaces places;

    Collection(ImageCollectionSettings settings, Parts parts) {
        this.parts = parts;
        ImageCollectionSettings.Limits most = settings.limits();
        CustomerLimits limits = new CustomerLimits(parts.profiles());
        RecentlyAccepted recent = new RecentlyAccepted();
        Announcer announcer = new Announcer(
                parts.log(),
                parts.store().bucket(),
                recent,
                parts.clock(),
                parts.metrics().registry());
        Intake intake = new Intake(parts.store(), announcer, new Receipts(parts.documents()), limits);
        BodyRules rules = new BodyRules(parts.pace(), most.imageBytes(), limits);
        AcceptedAnswer answer = new AcceptedAnswer(settings.streamingUrl());
        places = new UploadPlaces(most.uploads(), most.uploadsOfOneCustomer());
        sessions = new UploadSessions(
                parts.staging(), parts.documents(), announcer, limits, most.uploadBytes(), parts.clock());

        routes.post("/v1/images", new UploadRoute(parts.authenticator(), intake, places, rules, answer))
                .post(
                        "/v1/images:fetch",
                        new FetchRoute(
                                parts.authenticator(),
                                intake,
                                places,
                                rules,
                                answer,
                                parts.outbound(),
                                settings.fetchSources()));
        new ImageRoutes(
                        parts.authenticator(),
                        new ImageStates(parts.finished(), parts.open(), recent, parts.store()),
                        parts.finished())
                .addTo(routes);
        new UploadSessionRoutes(parts.authenticator(), sessions, places, parts.pace(), answer).addTo(routes);
        Health.addTo(
                routes,
                Map.of(
                        "s3", parts.store()::check,
                        "kafka", parts.log()::check,
                        "registry", parts.log()::checkRegistry));
        routes.openApi(Collection.class);
        parts.metrics().addTo(routes);
        parts.metrics().registry().gauge("darkroom.uploads.under.way", places, UploadPlaces::taken);
    }

    Routes routes() {
        return routes;
    }

    void gauge(ChunkPool memory) {
        parts.metrics().registry().gauge("darkroom.uploads.buffered.bytes", memory, ChunkPool::takenBytes);
    }

    /** Takes away what abandoned uploads left, now and then, until it is closed. */
    AutoCloseable sweeper() {
        return new AbandonedUploads(sessions::sweep);
    }
}

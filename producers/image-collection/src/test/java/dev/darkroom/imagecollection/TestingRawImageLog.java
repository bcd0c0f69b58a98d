package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.Problem;
import dev.darkroom.httpservice.TraceContext;
import dev.darkroom.schemas.RawImage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log in memory that can be away. */
final class TestingRawImageLog implements RawImageLog {
    final List<RawImage> published = new CopyOnWriteArrayList<>();
    final List<TraceContext> traces = new CopyOnWriteArrayList<>();
    volatile boolean away;

    @Override
    public void publish(RawImage image, TraceContext trace) {
        if (away) {
            throw Problem.unavailable("away", Duration.ofSeconds(5)).exception();
        }
        traces.add(trace);
        published.add(image);
    }

    @Override
    public void check() {
        if (away) {
            throw new IllegalStateException("away");
        }
    }

    @Override
    public void checkRegistry() {}

    @Override
    public void close() {}
}

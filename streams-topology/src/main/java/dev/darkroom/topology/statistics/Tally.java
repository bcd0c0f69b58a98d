package dev.darkroom.topology.statistics;

import dev.darkroom.schemas.CustomerStats;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The sums of one customer's images of one window, lane, type and outcome. */
public final class Tally {
    private final String customerId;
    private final Instant windowStart;
    private final Duration window;
    private final String lane;
    private final String contentType;
    private final String outcome;
    private final Latencies latencies;
    private long images;
    private long bytesIn;
    private long bytesOut;
    private long pixels;
    private long revision;

    private Tally(
            String customerId,
            Instant windowStart,
            Duration window,
            String lane,
            String contentType,
            String outcome,
            Latencies latencies) {
        this.customerId = customerId;
        this.windowStart = windowStart;
        this.window = window;
        this.lane = lane;
        this.contentType = contentType;
        this.outcome = outcome;
        this.latencies = latencies;
    }

    /** The key of the tally that an image's end belongs to: customer, slash, window key. */
    public static String key(Ended ended, Duration window) {
        return ended.customerId() + "/"
                + windowKey(start(ended, window), ended.lane(), ended.contentType(), ended.outcome());
    }

    public static Tally none(Ended ended, Duration window) {
        return new Tally(
                ended.customerId(),
                start(ended, window),
                window,
                ended.lane(),
                ended.contentType(),
                ended.outcome(),
                Latencies.none());
    }

    public static Tally of(CustomerStats snapshot) {
        ByteBuffer sketch = snapshot.getLatencySketch().duplicate();
        byte[] bytes = new byte[sketch.remaining()];
        sketch.get(bytes);
        Tally tally = new Tally(
                snapshot.getCustomerId(),
                snapshot.getWindowStart(),
                Duration.between(snapshot.getWindowStart(), snapshot.getWindowEnd()),
                snapshot.getLane(),
                snapshot.getContentType(),
                snapshot.getOutcome(),
                Latencies.of(bytes));
        tally.images = snapshot.getImages();
        tally.bytesIn = snapshot.getBytesIn();
        tally.bytesOut = snapshot.getBytesOut();
        tally.pixels = snapshot.getPixelsIn();
        tally.revision = snapshot.getRevision();
        return tally;
    }

    /**
     * Counts one more.
     *
     * @param now makes the revision grow even past a tally that was forgotten
     */
    public void add(Ended ended, Instant now) {
        images++;
        bytesIn += ended.bytesIn();
        bytesOut += ended.bytesOut();
        pixels += ended.pixels();
        latencies.add(ended.latencyMillis());
        revision = Math.max(revision + 1, now.toEpochMilli());
    }

    /** As it is kept: without what follows from the rest. */
    public CustomerStats kept() {
        return builder().build();
    }

    /** As it is told. */
    public CustomerStats snapshot() {
        return builder()
                .setLatencyMillisP50(latencies.percentile(0.5))
                .setLatencyMillisP90(latencies.percentile(0.9))
                .setLatencyMillisP99(latencies.percentile(0.99))
                .build();
    }

    private CustomerStats.Builder builder() {
        return CustomerStats.newBuilder()
                .setCustomerId(customerId)
                .setWindowKey(windowKey(windowStart, lane, contentType, outcome))
                .setWindowStart(windowStart)
                .setWindowEnd(windowStart.plus(window))
                .setLane(lane)
                .setContentType(contentType)
                .setOutcome(outcome)
                .setImages(images)
                .setBytesIn(bytesIn)
                .setBytesOut(bytesOut)
                .setPixelsIn(pixels)
                .setLatencySketch(ByteBuffer.wrap(latencies.encoded()))
                .setRevision(revision);
    }

    private static Instant start(Ended ended, Duration window) {
        long millis = ended.finishedAt().toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, window.toMillis()));
    }

    private static String windowKey(Instant start, String lane, String contentType, String outcome) {
        return DateTimeFormatter.ISO_INSTANT.format(start) + "#" + lane + "#" + contentType + "#" + outcome;
    }
}

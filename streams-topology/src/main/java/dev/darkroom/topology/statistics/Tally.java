package dev.darkroom.topology.statistics;

import dev.darkroom.schemas.CustomerStats;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The sums of one customer's images of one window, lane, type and outcome. */
public final class Tally {
    private final Key key;
    private final Duration window;
    private final String windowKey;
    private final String text;
    private final Latencies latencies;
    private long images;
    private long bytesIn;
    private long bytesOut;
    private long pixels;
    private long revision;

    /** Whose images of which kind a tally is about. */
    public record Key(String customerId, long windowStartMillis, String lane, String contentType, String outcome) {
        public static Key of(Ended ended, Duration window) {
            long millis = ended.finishedAt().toEpochMilli();
            return new Key(
                    ended.customerId(),
                    millis - Math.floorMod(millis, window.toMillis()),
                    ended.lane(),
                    ended.contentType(),
                    ended.outcome());
        }

        /** As the store has it: customer, slash, window key. */
        public String text() {
            return customerId + "/" + windowKey();
        }

        private String windowKey() {
            return DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(windowStartMillis)) + "#" + lane + "#"
                    + contentType + "#" + outcome;
        }
    }

    private Tally(Key key, Duration window, Latencies latencies) {
        this.key = key;
        this.window = window;
        this.windowKey = key.windowKey();
        this.text = key.customerId() + "/" + windowKey;
        this.latencies = latencies;
    }

    public static Tally none(Key key, Duration window) {
        return new Tally(key, window, Latencies.none());
    }

    public static Tally of(CustomerStats snapshot) {
        ByteBuffer sketch = snapshot.getLatencySketch().duplicate();
        byte[] bytes = new byte[sketch.remaining()];
        sketch.get(bytes);
        Key key = new Key(
                snapshot.getCustomerId(),
                snapshot.getWindowStart().toEpochMilli(),
                snapshot.getLane(),
                snapshot.getContentType(),
                snapshot.getOutcome());
        Duration window = Duration.between(snapshot.getWindowStart(), snapshot.getWindowEnd());
        Tally tally = new Tally(key, window, Latencies.of(bytes));
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
        Instant start = Instant.ofEpochMilli(key.windowStartMillis());
        return CustomerStats.newBuilder()
                .setCustomerId(key.customerId())
                .setWindowKey(windowKey)
                .setWindowStart(start)
                .setWindowEnd(start.plus(window))
                .setLane(key.lane())
                .setContentType(key.contentType())
                .setOutcome(key.outcome())
                .setImages(images)
                .setBytesIn(bytesIn)
                .setBytesOut(bytesOut)
                .setPixelsIn(pixels)
                .setLatencySketch(ByteBuffer.wrap(latencies.encoded()))
                .setRevision(revision);
    }

    /** As the store has it: customer, slash, window key. */
    public String text() {
        return text;
    }
}

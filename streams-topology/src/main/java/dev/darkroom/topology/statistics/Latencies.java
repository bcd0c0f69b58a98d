package dev.darkroom.topology.statistics;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Times as a DDSketch: any percentile within 1 % of its value, and sketches of any windows can be merged. At most 2,048
 * bins, which reach over 17 decades. Source: <a href="https://www.vldb.org/pvldb/vol12/p2195-masson.pdf">Masson et al.,
 * DDSketch, VLDB 2019</a>.
 */
public final class Latencies {
    private static final double ACCURACY = 0.01;
    private static final int MOST_BINS = 2048;

    private final DDSketch sketch;

    private Latencies(DDSketch sketch) {
        this.sketch = sketch;
    }

    public static Latencies none() {
        return new Latencies(DDSketches.collapsingLowestDense(ACCURACY, MOST_BINS));
    }

    /**
     * Reads a sketch.
     *
     * @throws IllegalArgumentException when the bytes are none
     */
    public static Latencies of(byte[] encoded) {
        try {
            return new Latencies(
                    DDSketch.decode(ByteArrayInput.wrap(encoded), () -> new CollapsingLowestDenseStore(MOST_BINS)));
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a DDSketch", e);
        }
    }

    public void add(long millis) {
        sketch.accept((double) millis);
    }

    public void merge(Latencies others) {
        sketch.mergeWith(others.sketch);
    }

    /** The time that a share of the images, 0 to 1, did not exceed. */
    public long percentile(double share) {
        return Math.round(sketch.getValueAtQuantile(share));
    }

    public long count() {
        return Math.round(sketch.getCount());
    }

    byte[] encoded() {
        try {
            GrowingByteArrayOutput output = GrowingByteArrayOutput.withDefaultInitialCapacity();
            sketch.encode(output, false);
            return output.trimmedCopy();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
    }
}

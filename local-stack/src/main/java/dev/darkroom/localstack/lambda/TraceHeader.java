package dev.darkroom.localstack.lambda;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** X-Ray's tracing header (X-Ray guide, xray-concepts): a new trace for each invocation, not sampled. */
final class TraceHeader {
    private TraceHeader() {}

    static String startingAt(Instant time) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "Root=1-%08x-%016x%08x;Parent=%016x;Sampled=0"
                .formatted(time.getEpochSecond(), random.nextLong(), random.nextInt(), random.nextLong());
    }
}

package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.topology.lifecycle.Event;
import dev.darkroom.topology.lifecycle.Trace;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Forwards results to the sinks, which are called after their topics. What follows from a record carries on that record's
 * time and headers; what follows from none has the clock's time. A trace is always that of the image that is told of, whoever's record
 * moved it on.
 */
final class Sinks implements Outbox {
    private final ProcessorContext<String, byte[]> context;
    private final Codecs codecs;
    private @Nullable Record<String, ?> cause;

    Sinks(ProcessorContext<String, byte[]> context, Codecs codecs) {
        this.context = context;
        this.codecs = codecs;
    }

    /** What is told from here on follows from this record. */
    void following(Record<String, ?> record) {
        cause = record;
    }

    /** What is told from here on follows from no record. */
    void between() {
        cause = null;
    }

    @Override
    public void task(Lane lane, String imageId, Trace trace, byte[] task) {
        forward(LaneTopics.of(lane), imageId, trace, task);
    }

    @Override
    public void processed(String imageId, Trace trace, Event<ProcessedImage> end) {
        forward(Topics.PROCESSED_IMAGES, imageId, trace, end.bytes());
    }

    @Override
    public void failed(String imageId, Trace trace, Event<FailedImage> end) {
        forward(Topics.FAILED_IMAGES, imageId, trace, end.bytes());
    }

    @Override
    public void statistics(CustomerStats snapshot) {
        forward(
                Topics.CUSTOMER_STATS,
                snapshot.getCustomerId() + "/" + snapshot.getWindowKey(),
                Trace.NONE,
                codecs.bytes(Topics.CUSTOMER_STATS, snapshot));
    }

    void unreadableProfile(String customerId, byte[] profile, Exception cause) {
        deadLetter(Topics.CUSTOMERS, customerId, profile, cause);
    }

    /** With the headers that Kafka Streams gives a dead letter (KIP-1034), as far as they are known. */
    @Override
    public void deadLetter(String topic, String key, byte[] value, Exception failure) {
        Headers headers = new RecordHeaders();
        headers.add("__streams.errors.exception", utf8(failure.getClass().getName()));
        headers.add("__streams.errors.message", utf8(String.valueOf(failure.getMessage())));
        headers.add("__streams.errors.topic", utf8(topic));
        context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers), Topics.DEAD_LETTERS);
    }

    private void forward(String sink, String key, Trace trace, byte[] value) {
        Record<String, ?> from = cause;
        Headers headers = from == null ? new RecordHeaders() : Address.withoutOurs(from.headers());
        TraceHeaders.put(headers, trace);
        long time = from == null ? context.currentSystemTimeMs() : from.timestamp();
        context.forward(new Record<>(key, value, time, headers), sink);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

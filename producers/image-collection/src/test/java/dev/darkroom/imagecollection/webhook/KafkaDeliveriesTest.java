package dev.darkroom.imagecollection.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagecollection.webhook.KafkaDeliveries.Attempts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaDeliveriesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaDeliveries deliveries = new KafkaDeliveries(producer, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Schedule schedule = Schedule.after(1, Duration.ZERO).orElseThrow();

    @Test
    void keepsAnEventsTraceHoweverOftenItIsPutOff() {
        // Given
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        ConsumerRecord<byte[], byte[]> event = new ConsumerRecord<>("processed-images", 0, 0, new byte[1], new byte[2]);
        event.headers().add("traceparent", trace.getBytes(US_ASCII));

        // When
        deliveries.add(schedule, event, new Attempts(1, NOW.minusSeconds(60)));
        deliveries.add(schedule, asRead(producer.history().getFirst()), new Attempts(2, NOW.minusSeconds(60)));

        // Then
        ConsumerRecord<byte[], byte[]> putOffTwice = asRead(producer.history().getLast());
        assertThat(putOffTwice.headers().headers("traceparent"))
                .extracting(header -> new String(header.value(), US_ASCII))
                .containsExactly(trace);
        assertThat(putOffTwice.headers().toArray()).hasSize(3);
        assertThat(deliveries.of(putOffTwice)).isEqualTo(new Attempts(2, NOW.minusSeconds(60)));
    }

    private static ConsumerRecord<byte[], byte[]> asRead(ProducerRecord<byte[], byte[]> sent) {
        ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(read.headers()::add);
        return read;
    }
}

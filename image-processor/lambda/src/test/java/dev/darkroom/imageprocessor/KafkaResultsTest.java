package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class KafkaResultsTest {
    private static final FailedImage EVENT = FailedImage.newBuilder()
            .setImageId("i1")
            .setCustomerId("acme")
            .setStage(Stage.PROCESSING)
            .setReason(Reason.TRUNCATED)
            .setDetail("It ends too early.")
            .setAttempts(1)
            .setFinishedAt(Instant.ofEpochMilli(1))
            .build();

    private final TestingSchemaRegistry registry = new TestingSchemaRegistry();

    @Test
    void keysTheEventByItsImage() {
        // Given
        var producer = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

        // When
        new KafkaResults(producer, registry).publish(new Ending.Failed(EVENT), TraceHeaders.NONE);

        // Then
        var record = producer.history().getFirst();
        assertThat(record.topic()).isEqualTo("task-outcomes");
        assertThat(record.key()).isEqualTo("i1");
        assertThat(new GlueAvroDeserializer<>(registry, FailedImage.class).deserialize("task-outcomes", record.value()))
                .isEqualTo(EVENT);
    }

    @Test
    void carriesTheTaskTraceOnAndNoOtherHeader() {
        // Given
        var producer = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        TraceHeaders trace = TraceHeaders.of(List.of(
                Map.of("other", new byte[] {1}),
                Map.of("traceparent", new byte[] {2}),
                Map.of("tracestate", new byte[] {3}),
                Map.of("traceparent", new byte[] {4})));

        // When
        new KafkaResults(producer, registry).publish(new Ending.Failed(EVENT), trace);

        // Then
        assertThat(producer.history().getFirst().headers().toArray())
                .containsExactly(
                        new RecordHeader("traceparent", new byte[] {4}),
                        new RecordHeader("tracestate", new byte[] {3}));
    }

    @Test
    void throwsWhenTheBrokerDoesNotConfirm() {
        // Given
        var producer = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        producer.sendException = new TimeoutException("no leader");

        // Then
        assertThatThrownBy(
                        () -> new KafkaResults(producer, registry).publish(new Ending.Failed(EVENT), TraceHeaders.NONE))
                .hasMessageContaining("no leader");
    }
}

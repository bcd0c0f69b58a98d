package dev.darkroom.localstack.lambda;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer without broker whose sends fail as told, in that order, and then succeed. */
final class TestingProducer extends MockProducer<byte[], byte[]> {
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private boolean throwing;

    TestingProducer() {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    TestingProducer failing(RuntimeException failure) {
        failures.add(failure);
        return this;
    }

    /** Throws right away instead of failing the future. */
    TestingProducer throwing(RuntimeException failure) {
        throwing = true;
        return failing(failure);
    }

    List<ProducerRecord<byte[], byte[]>> written() {
        return history();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        RuntimeException failure = failures.poll();
        if (failure == null) {
            return super.send(record);
        }
        if (throwing) {
            throw failure;
        }
        return CompletableFuture.failedFuture(failure);
    }
}

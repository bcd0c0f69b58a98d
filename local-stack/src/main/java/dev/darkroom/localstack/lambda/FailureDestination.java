package dev.darkroom.localstack.lambda;

import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records go that were given up. */
interface FailureDestination {
    /** Whether the record is safe there; false when {@code abandoned} became true before. */
    boolean accept(ConsumerRecord<byte[], byte[]> record, DeliveryFailure failure, BooleanSupplier abandoned)
            throws InterruptedException;
}

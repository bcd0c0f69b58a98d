package dev.darkroom.localstack.lambda;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records go that were given up. Returns once the record is safe there. */
interface FailureDestination {
    void accept(ConsumerRecord<byte[], byte[]> record, DeliveryFailure failure) throws InterruptedException;
}

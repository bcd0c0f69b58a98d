package dev.darkroom.topology.tracking;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's own timestamp, or now when it carries none. Kafka Streams' default stops the stream at a record without a
 * timestamp, and its lenient extractor drops the record: either way one odd client would cost images.
 */
final class RecordTime implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() >= 0 ? record.timestamp() : System.currentTimeMillis();
    }
}

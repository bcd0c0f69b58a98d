package dev.darkroom.topology.tracking;

import dev.darkroom.topology.admission.Names;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Whose failure a failed image is. An event may be refused for having no usable id at all; it still has to be filed
 * under one, as Kafka key, as DynamoDB key and, for the customer, as index key, none of which can be empty.
 */
record Identity(String imageId, String customerId) {
    private static final String UNKNOWN_CUSTOMER = "unknown";

    /** The event's own ids where they are well formed, else the record's key, else its position in the topic. */
    static Identity of(String imageId, String customerId, @Nullable String recordKey, RecordMetadata position) {
        return new Identity(
                Names.isId(imageId) ? imageId : recordKey != null && Names.isId(recordKey) ? recordKey : name(position),
                Names.isId(customerId) ? customerId : UNKNOWN_CUSTOMER);
    }

    private static String name(RecordMetadata position) {
        return "%s-%d-%d".formatted(position.topic(), position.partition(), position.offset());
    }
}

package dev.darkroom.dynamodb.mapping;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Holds items to the 400 KB that DynamoDB takes. */
final class SizeLimit {
    /** An item within the limit, and what went to S3 for that. */
    record Sized(long requestBytes, Optional<Offload> offload) {}

    private final OversizedItems policy;
    private final @Nullable Offloading offloading;

    SizeLimit(OversizeSettings settings) {
        this.policy = settings.policy();
        this.offloading = settings.offload().map(Offloading::new).orElse(null);
    }

    /**
     * Measures the item, and puts an address in the place of an attribute if it has to.
     *
     * @throws BadRecordException when it is too large and dead-lettered for that, or has nothing to send to S3
     * @throws ConnectException when it is too large and the task has to fail for that
     */
    Sized apply(SinkRecord record, Map<String, AttributeValue> item) {
        ItemSize size = ItemSize.of(item);
        if (size.storedBytes() <= ItemSize.MOST_STORED_BYTES) {
            return new Sized(size.requestBytes(), Optional.empty());
        }
        String problem = problem(size);
        return switch (policy) {
            case DEAD_LETTER -> throw new BadRecordException(problem);
            case FAIL ->
                throw new ConnectException(
                        problem + " (" + record.originalTopic() + "-" + record.originalKafkaPartition() + "@"
                                + record.originalKafkaOffset() + "); or set " + OversizeSettings.POLICY
                                + " to dead-letter or offload");
            case OFFLOAD -> offload(record, item);
        };
    }

    private Sized offload(SinkRecord record, Map<String, AttributeValue> item) {
        if (offloading == null) {
            throw new IllegalStateException(OversizeSettings.POLICY + "=offload without field and bucket");
        }
        Offload offload = offloading.from(record, item);
        ItemSize size = ItemSize.of(item);
        if (size.storedBytes() > ItemSize.MOST_STORED_BYTES) {
            throw new BadRecordException("even without " + OversizeSettings.FIELD + " " + problem(size));
        }
        return new Sized(size.requestBytes(), Optional.of(offload));
    }

    private static String problem(ItemSize size) {
        return "the item has " + size.storedBytes() + " bytes and DynamoDB takes " + ItemSize.MOST_STORED_BYTES
                + " at most: send less of it, or leave fields out by " + FieldSettings.EXCLUDE;
    }
}

package dev.darkroom.dynamodb.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Puts an attribute's address in its place. */
record Offloading(OffloadSettings settings) {
    /** @throws BadRecordException when the item lacks the attribute, or it is neither text nor bytes */
    Offload from(SinkRecord record, Map<String, AttributeValue> item) {
        Offload offload = offload(record, item.get(settings.field()));
        item.put(settings.field(), AttributeValue.fromS("s3://" + offload.bucket() + "/" + offload.objectKey()));
        return offload;
    }

    private Offload offload(SinkRecord record, @Nullable AttributeValue attribute) {
        String key = settings.prefix() + record.originalTopic() + "/" + record.originalKafkaPartition() + "/"
                + record.originalKafkaOffset();
        if (attribute != null && attribute.type() == AttributeValue.Type.S) {
            byte[] text = attribute.s().getBytes(UTF_8);
            return new Offload(settings.bucket(), key, "text/plain; charset=utf-8", text);
        }
        if (attribute != null && attribute.type() == AttributeValue.Type.B) {
            byte[] bytes = attribute.b().asByteArrayUnsafe();
            return new Offload(settings.bucket(), key, "application/octet-stream", bytes);
        }
        throw new BadRecordException(
                "the item is over " + ItemSize.MOST_STORED_BYTES + " bytes and has no text or bytes"
                        + " to send to S3 at " + settings.field() + ": send less, or change " + OversizeSettings.FIELD);
    }
}

package dev.darkroom.dynamodb;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What a write does to its item. */
sealed interface Change {
    WriteRequest request();

    /** Replaces the item, or makes it. */
    record Put(Map<String, AttributeValue> item) implements Change {
        @Override
        public WriteRequest request() {
            return WriteRequest.builder().putRequest(put -> put.item(item)).build();
        }
    }

    /** Removes the item if it is there. */
    record Delete(Map<String, AttributeValue> key) implements Change {
        @Override
        public WriteRequest request() {
            return WriteRequest.builder()
                    .deleteRequest(delete -> delete.key(key))
                    .build();
        }
    }
}

package dev.darkroom.dynamodb.mapping;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record that asks for a write, as far as the order of writes depends on it; what the write does is worked out when its
 * turn has come.
 *
 * @param key of the item
 * @param guard the condition the write is made under
 * @param overwrites whether nothing is left of the item as it was, so that an earlier write to it is needless
 * @param weight about the bytes that the record's value holds
 */
public record AddressedRecord(SinkRecord record, ItemKey key, Guard guard, boolean overwrites, long weight) {}

package dev.darkroom.dynamodb.writing;

import dev.darkroom.dynamodb.mapping.BadRecordException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A record that cannot become an item, and why. */
record Rejection(SinkRecord record, Receipt receipt, BadRecordException cause) {}

package dev.darkroom.dynamodb.writing;

import org.apache.kafka.connect.sink.SinkRecord;

/** A record that cannot become an item, and why. */
record Rejection(SinkRecord record, BadRecordException cause) {}

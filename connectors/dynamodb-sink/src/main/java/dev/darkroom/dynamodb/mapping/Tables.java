package dev.darkroom.dynamodb.mapping;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The table of each record; remembers that of the latest topic. For one thread. */
final class Tables {
    private final TableName name;
    private final Moments moments;
    private final boolean isKnownByTopic;
    private @Nullable String latestTopic;
    private String latestTable = "";

    Tables(TableName name, Moments moments) {
        this.name = name;
        this.moments = moments;
        this.isKnownByTopic = name.isKnownByTopic();
    }

    /**
     * @throws BadRecordException when the record lacks a part of the name, or makes an illegal one
     * @throws org.apache.kafka.connect.errors.ConnectException when its topic alone makes an illegal one
     */
    String of(SinkRecord record) {
        if (!isKnownByTopic) {
            return name.of(record, moments);
        }
        if (!record.topic().equals(latestTopic)) {
            latestTable = name.of(record.topic());
            latestTopic = record.topic();
        }
        return latestTable;
    }
}

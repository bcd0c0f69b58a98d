package dev.darkroom.dynamodb.writing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Where records go that cannot become items. */
public interface RejectedRecords {
    /**
     * Passes the record on.
     *
     * @return done when the record is stored there
     * @throws ConnectException when such a record has to end the task
     */
    Future<Void> report(SinkRecord record, Exception cause);

    /** Connect's reporter, if it gives one. */
    static RejectedRecords to(@Nullable ErrantRecordReporter reporter) {
        return reporter == null
                ? RejectedRecords::fail
                : (record, cause) -> reporter.report(record, named(record, cause));
    }

    private static Future<Void> fail(SinkRecord record, Exception cause) {
        return CompletableFuture.failedFuture(new ConnectException(
                named(record, cause).getMessage()
                        + ". Set errors.tolerance=all and errors.deadletterqueue.topic.name to set such records aside",
                cause));
    }

    private static ConnectException named(SinkRecord record, Exception cause) {
        String trace =
                TraceParent.of(record).map(parent -> " of trace " + parent).orElse("");
        return new ConnectException(
                "Record " + coordinates(record) + trace + " cannot become an item: " + cause.getMessage(), cause);
    }

    /** Where the record was read, whatever an SMT has called its topic since. */
    static String coordinates(SinkRecord record) {
        return record.originalTopic() + "-" + record.originalKafkaPartition() + "@" + record.originalKafkaOffset();
    }
}

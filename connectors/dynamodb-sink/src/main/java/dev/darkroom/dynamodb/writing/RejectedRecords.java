package dev.darkroom.dynamodb.writing;

import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Where records go that cannot become items. */
interface RejectedRecords {
    /**
     * Passes the record on.
     *
     * @throws ConnectException when such a record has to end the task
     */
    void report(Rejection rejection);

    /** Connect's reporter if it gives one; it holds offsets back until what was reported is stored. */
    static RejectedRecords to(@Nullable ErrantRecordReporter reporter) {
        return reporter == null ? RejectedRecords::fail : rejection -> pass(rejection, reporter);
    }

    private static void pass(Rejection rejection, ErrantRecordReporter reporter) {
        LoggerFactory.getLogger(RejectedRecords.class)
                .atWarn()
                .addKeyValue("record", coordinates(rejection.record()))
                .addKeyValue("problem", rejection.cause().getMessage())
                .log("A record cannot become an item; it goes to the errant record reporter");
        // Connect waits for what was reported to be stored before it commits offsets (KIP-610).
        var unused = reporter.report(rejection.record(), named(rejection));
    }

    private static void fail(Rejection rejection) {
        throw new ConnectException(
                named(rejection).getMessage()
                        + ". Set errors.tolerance=all and errors.deadletterqueue.topic.name to set such records aside",
                rejection.cause());
    }

    private static ConnectException named(Rejection rejection) {
        return new ConnectException(
                "Record " + coordinates(rejection.record()) + " cannot become an item: "
                        + rejection.cause().getMessage(),
                rejection.cause());
    }

    /** Where the record was read, whatever an SMT has called its topic since. */
    private static String coordinates(SinkRecord record) {
        return record.originalTopic() + "-" + record.originalKafkaPartition() + "@" + record.originalKafkaOffset();
    }
}

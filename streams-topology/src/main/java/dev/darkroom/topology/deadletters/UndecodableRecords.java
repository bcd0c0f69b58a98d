package dev.darkroom.topology.deadletters;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;

/**
 * Sends what cannot be decoded to dead-letters, unchanged and with the cause in headers (KIP-1034), and stops the stream
 * when decoding failed for a reason that is not the record's. Public because Kafka Streams creates it by name.
 */
public final class UndecodableRecords implements DeserializationExceptionHandler {
    private final LogAndContinueExceptionHandler deadLetters = new LogAndContinueExceptionHandler();

    @Override
    public void configure(Map<String, ?> configuration) {
        deadLetters.configure(configuration);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        return Blame.isOnRecord(failure) ? deadLetters.handleError(context, record, failure) : Response.fail();
    }
}

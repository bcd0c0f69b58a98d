package dev.darkroom.topology.deadletters;

import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends the source record to dead-letters when a node of the topology throws (KIP-1033). None is meant to: this is for
 * the mistake nobody saw, so that it costs one record and not the stream. What Kafka itself throws inside a node is
 * about a send or a store (a timeout, an earlier record's failure) and not about this record: that stops the stream. So
 * does what is thrown in a punctuator, where there is no record to set aside.
 * Public because Kafka Streams creates it by name.
 */
public final class UnprocessableRecords implements ProcessingExceptionHandler {
    private final LogAndContinueProcessingExceptionHandler deadLetters = new LogAndContinueProcessingExceptionHandler();

    @Override
    public void configure(Map<String, ?> configuration) {
        deadLetters.configure(configuration);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        return context.topic() != null && Blame.isOnRecord(failure) && !isKafkas(failure)
                ? deadLetters.handleError(context, record, failure)
                : Response.fail();
    }

    /** But for what a serializer of ours says of the record at hand. */
    private static boolean isKafkas(Exception failure) {
        return failure instanceof KafkaException && !(failure instanceof SerializationException);
    }
}

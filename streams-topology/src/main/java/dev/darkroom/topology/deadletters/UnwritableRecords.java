package dev.darkroom.topology.deadletters;

import dev.darkroom.schemas.registry.SchemaRegistryException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * Sends the source record to dead-letters when its result cannot be encoded. The handler that Kafka brings builds that
 * dead letter too, but then fails, and under exactly_once_v2 the dead letter is rolled back with everything else: the
 * same record would stop the stream for ever.
 *
 * <p>What the broker refuses stops the stream. It cannot be skipped under exactly_once_v2, because the refusal has
 * already put the transaction into its abortable state (KAFKA-15259), and dead-letters being away must not lose records.
 * Public because Kafka Streams creates it by name.
 */
public final class UnwritableRecords implements ProductionExceptionHandler {
    private final DefaultProductionExceptionHandler standard = new DefaultProductionExceptionHandler();

    @Override
    public void configure(Map<String, ?> configuration) {
        standard.configure(configuration);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
        return standard.handleError(context, record, failure);
    }

    @Override
    @SuppressWarnings("rawtypes") // as Kafka declares it
    public Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord record,
            Exception failure,
            SerializationExceptionOrigin origin) {
        // On the way out the schema is ours: whatever the registry says of it is no fault of this record.
        if (isRegistrys(failure)) {
            return Response.fail();
        }
        return Response.resume(standard.handleSerializationError(context, record, failure, origin)
                .deadLetterQueueRecords());
    }

    private static boolean isRegistrys(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(SchemaRegistryException.class::isInstance);
    }
}

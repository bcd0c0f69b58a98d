package dev.darkroom.localstack.lambda;

import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For an event source without destination: what is given up is named in the log and dropped, as on AWS. */
final class LoggedFailures implements FailureDestination {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedFailures.class);

    @Override
    public boolean accept(ConsumerRecord<byte[], byte[]> record, DeliveryFailure failure, BooleanSupplier abandoned) {
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("condition", failure.condition().text())
                .log("A record was dropped: its event source has no on-failure destination");
        return true;
    }
}

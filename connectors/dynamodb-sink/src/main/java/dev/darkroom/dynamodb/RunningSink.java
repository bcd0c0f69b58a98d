package dev.darkroom.dynamodb;

import dev.darkroom.dynamodb.connection.TableCreation;
import dev.darkroom.dynamodb.mapping.MappingSettings;
import dev.darkroom.dynamodb.mapping.RecordMapper;
import dev.darkroom.dynamodb.writing.Destination;
import dev.darkroom.dynamodb.writing.MetricRegistry;
import dev.darkroom.dynamodb.writing.Pipeline;
import dev.darkroom.dynamodb.writing.RejectedRecords;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A sink between start and stop, and the clients it writes through; everything in it is final. */
final class RunningSink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunningSink.class);

    private final Resources resources;
    private final Pipeline pipeline;

    private RunningSink(Resources resources, Pipeline pipeline) {
        this.resources = resources;
        this.pipeline = pipeline;
    }

    /** @param name of the threads that write */
    static RunningSink start(
            String name, SinkConfig config, Supplier<MetricRegistry> metrics, RejectedRecords rejectedRecords) {
        Resources resources = new Resources();
        try {
            Pipeline pipeline = resources.add(Pipeline.start(
                    name,
                    config.writing(),
                    () -> new RecordMapper(config.mapping()),
                    destination(config, resources),
                    resources.add(metrics.get()),
                    rejectedRecords));
            log.info(
                    "DynamoDB sink started table={} keyAttributes={} writeMode={}",
                    config.mapping().table(),
                    config.mapping().keys().attributes(),
                    config.mapping().mode());
            return new RunningSink(resources, pipeline);
        } catch (RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    private static Destination destination(SinkConfig config, Resources resources) {
        MappingSettings mapping = config.mapping();
        int requests = config.writing().mostRequests();
        DynamoDbClient dynamoDb = resources.add(config.connection().connect(requests));
        Optional<S3Client> s3 = mapping.offload()
                .map(offload -> resources.add(config.connection().connectS3(requests)));
        Optional<TableCreation> tableCreation = config.tableCreation().enabled()
                ? Optional.of(new TableCreation(dynamoDb, config.tableCreation(), mapping.timeToLiveAttribute()))
                : Optional.empty();
        return new Destination(dynamoDb, s3, tableCreation, mapping.keys().attributes(), mapping.isBatchable());
    }

    Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        resources.close();
    }
}

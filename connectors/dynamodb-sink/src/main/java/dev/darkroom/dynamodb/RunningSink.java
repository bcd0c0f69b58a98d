package dev.darkroom.dynamodb;

import dev.darkroom.dynamodb.connection.TableCreation;
import dev.darkroom.dynamodb.mapping.MappingSettings;
import dev.darkroom.dynamodb.mapping.RecordMapper;
import dev.darkroom.dynamodb.writing.Destination;
import dev.darkroom.dynamodb.writing.MetricRegistry;
import dev.darkroom.dynamodb.writing.Pipeline;
import dev.darkroom.dynamodb.writing.RejectedRecords;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A sink between start and stop, and the clients it writes through; everything in it is final. */
final class RunningSink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunningSink.class);

    private final DynamoDbClient dynamoDb;
    private final Optional<S3Client> s3;
    private final Pipeline pipeline;

    private RunningSink(DynamoDbClient dynamoDb, Optional<S3Client> s3, Pipeline pipeline) {
        this.dynamoDb = dynamoDb;
        this.s3 = s3;
        this.pipeline = pipeline;
    }

    /** @param name of the threads that write */
    static RunningSink start(String name, SinkConfig config, MetricRegistry metrics, RejectedRecords rejectedRecords) {
        MappingSettings mapping = config.mapping();
        DynamoDbClient dynamoDb = config.connection().connect(config.writing().mostRequests());
        Optional<S3Client> s3 = mapping.offload()
                .map(offload -> config.connection().connectS3(config.writing().mostRequests()));
        Optional<TableCreation> tableCreation = config.tableCreation().enabled()
                ? Optional.of(new TableCreation(dynamoDb, config.tableCreation(), mapping.timeToLiveAttribute()))
                : Optional.empty();
        Destination destination =
                new Destination(dynamoDb, s3, tableCreation, mapping.keys().attributes(), mapping.isBatchable());
        Pipeline pipeline = Pipeline.start(
                name, config.writing(), () -> new RecordMapper(mapping), destination, metrics, rejectedRecords);
        log.info(
                "DynamoDB sink started table={} keyAttributes={} writeMode={}",
                mapping.table(),
                mapping.keys().attributes(),
                mapping.mode());
        return new RunningSink(dynamoDb, s3, pipeline);
    }

    Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        pipeline.close();
        dynamoDb.close();
        s3.ifPresent(S3Client::close);
    }
}

package dev.darkroom.imagecollection;

import dev.darkroom.localstack.glue.LocalGlue;
import dev.darkroom.localstack.kafka.KafkaSettings;
import dev.darkroom.localstack.kafka.LocalKafka;
import dev.darkroom.localstack.kafka.TopicsFile;
import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.localstack.machine.LoopbackPort;
import dev.darkroom.localstack.machine.StateDirectory;
import dev.darkroom.localstack.s3.LocalS3;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroDeserializer;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Kafka, Glue's registry and S3 on this machine, and what tests want to know of them. */
final class RealStores implements AutoCloseable {
    static final String BUCKET = "raw-images-test";

    private final StateDirectory state = StateDirectory.ephemeral();
    private final KafkaSettings kafkaSettings = new KafkaSettings(
            state.subdirectory("kafka"), LoopbackPort.orFree(0), Map.of("auto.create.topics.enable", "false"));
    private LocalKafka kafka = LocalKafka.start(kafkaSettings);
    private LocalGlue glue = LocalGlue.start(0, state.subdirectory("glue"));
    private final LocalS3 s3 = LocalS3.start(0, state.subdirectory("s3"));

    RealStores() {
        kafka.apply(TopicsFile.read(Path.of("../../msk-config/topics.yaml")));
        s3.createBucket(BUCKET);
        use();
    }

    /** Has the AWS SDK's clients that are made from now on find these stores. */
    void use() {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty("aws.endpointUrlGlue", glue.endpoint().toString());
        System.setProperty("aws.endpointUrlS3", s3.endpoint().toString());
    }

    Map<String, String> environment() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "SCHEMA_AUTO_REGISTRATION",
                "true",
                "RAW_BUCKET",
                BUCKET,
                "HTTP_PORT",
                "0");
    }

    /** With so much memory for bodies, in MiB. */
    Map<String, String> environment(int bufferedMebibytes) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("MAX_BUFFERED_BYTES", Integer.toString(bufferedMebibytes << 20));
        return environment;
    }

    /** Starts image collection; to it, S3 is where the proxy listens. */
    ImageCollection startBehind(FaultyProxy proxy, Map<String, String> environment) {
        System.setProperty("aws.endpointUrlS3", proxy.endpoint().toString());
        try {
            return ImageCollection.start(environment);
        } finally {
            use();
        }
    }

    URI s3Endpoint() {
        return s3.endpoint();
    }

    void stopKafka() {
        kafka.close();
    }

    /** At the same address, with what it had. */
    void startKafka() {
        kafka = LocalKafka.start(kafkaSettings);
    }

    /** Until {@link #startGlue()} nobody answers for the schema registry. */
    void stopGlue() {
        glue.close();
    }

    /** At the same address, with what it had. */
    void startGlue() {
        glue = LocalGlue.start(glue.endpoint().getPort(), state.subdirectory("glue"));
    }

    S3Client s3() {
        return S3Client.builder().httpClientBuilder(Apache5HttpClient.builder()).build();
    }

    /** Puts an event on its topic. */
    <T extends SpecificRecord> void publish(String topic, String key, T event, Instant timestamp) throws Exception {
        try (SchemaRegistry registry = GlueSchemaRegistry.fromEnvironment(environment());
                KafkaProducer<String, T> producer = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                        new StringSerializer(),
                        new GlueAvroSerializer<>(registry))) {
            producer.send(new ProducerRecord<>(topic, null, timestamp.toEpochMilli(), key, event))
                    .get();
        }
    }

    /** Everything on raw-images now. */
    List<RawImage> announced() {
        try (SchemaRegistry registry = GlueSchemaRegistry.fromEnvironment(environment());
                KafkaConsumer<String, RawImage> consumer = new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                        new StringDeserializer(),
                        new GlueAvroDeserializer<>(registry, RawImage.class))) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.RAW_IMAGES).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<RawImage> images = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> images.add(message.value()));
            }
            return images;
        }
    }

    @Override
    public void close() {
        s3.close();
        glue.close();
        kafka.close();
        state.close();
        List.of("region", "accessKeyId", "secretAccessKey", "endpointUrlGlue", "endpointUrlS3")
                .forEach(name -> System.clearProperty("aws." + name));
    }
}

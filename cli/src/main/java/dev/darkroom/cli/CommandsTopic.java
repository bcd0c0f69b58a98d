package dev.darkroom.cli;

import dev.darkroom.localstack.machine.LocalAccount;
import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.KafkaEnvironment;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import dev.darkroom.schemas.registry.SchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Option;

/** The way to the topic that operators command by. */
final class CommandsTopic {
    private static final String LONGEST_MILLIS = "30000";

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description =
                    "Kafka's brokers (default: ${DEFAULT-VALUE}); other client properties come from KAFKA_… variables.")
    private String bootstrap = "127.0.0.1:9092";

    @Option(names = "--aws", description = "The schema registry is that of the AWS account the environment leads to.")
    private boolean aws;

    @Option(
            names = "--glue-port",
            paramLabel = "PORT",
            description = "Where the schema registry is on this machine (default: ${DEFAULT-VALUE}).")
    private int glue = 8082;

    /** The caller's to close. */
    SchemaRegistry registry() {
        if (aws) {
            return GlueSchemaRegistry.fromEnvironment(System.getenv());
        }
        System.setProperty("aws.region", LocalAccount.REGION.id());
        System.setProperty("aws.accessKeyId", LocalAccount.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", LocalAccount.SECRET_ACCESS_KEY);
        System.setProperty("aws.endpointUrlGlue", "http://127.0.0.1:" + glue);
        return GlueSchemaRegistry.fromEnvironment(Map.of("SCHEMA_AUTO_REGISTRATION", "true"));
    }

    /**
     * Publishes a command and returns when it is stored.
     *
     * @throws IllegalStateException when it could not be
     */
    void send(Command command, SchemaRegistry registry) throws InterruptedException {
        byte[] key = new StringSerializer().serialize(Topics.COMMANDS, command.getCommandId());
        GlueAvroSerializer<Command> writer = new GlueAvroSerializer<>(registry);
        byte[] value = writer.serialize(Topics.COMMANDS, command);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.COMMANDS, key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The command could not be stored on topic " + Topics.COMMANDS + " of " + bootstrap
                            + " (--bootstrap): " + e.getCause(),
                    e);
        }
    }

    private Map<String, Object> properties() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrap);
        Map<String, Object> properties = new HashMap<>(KafkaEnvironment.clientProperties(environment));
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_MILLIS);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, LONGEST_MILLIS);
        properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        return properties;
    }
}

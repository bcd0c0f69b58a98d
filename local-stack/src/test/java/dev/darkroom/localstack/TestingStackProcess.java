package dev.darkroom.localstack;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Runs a stack on the project and the state it is given, writes to its stores and prints the number of each write that
 * Kafka, S3 and DynamoDB have acknowledged, until it is killed.
 */
final class TestingStackProcess {
    private TestingStackProcess() {}

    static void main(String[] arguments) throws Exception {
        LocalStackSettings settings =
                LocalStackSettings.ephemeral(Path.of(arguments[0])).withState(Path.of(arguments[1]));
        try (LocalStack stack = LocalStack.start(settings);
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", stack.environment().getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "")),
                        new StringSerializer(),
                        new StringSerializer());
                S3Client s3 = S3Client.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
                DynamoDbClient dynamoDb = DynamoDbClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build()) {
            for (int number = 0; ; number++) {
                String id = Integer.toString(number);
                producer.send(new ProducerRecord<>(TestingProject.TOPIC, id)).get();
                s3.putObject(put -> put.bucket("testing-raw").key(id), RequestBody.fromString(id));
                dynamoDb.putItem(put -> put.tableName("images").item(Map.of("image_id", AttributeValue.fromS(id))));
                System.out.println(id);
            }
        }
    }
}

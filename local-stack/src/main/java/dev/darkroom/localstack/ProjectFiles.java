package dev.darkroom.localstack;

import dev.darkroom.localstack.connect.ConnectorFile;
import dev.darkroom.localstack.kafka.TopicsFile;
import dev.darkroom.localstack.template.SamTemplate;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The files that deploy the platform on AWS, read for this machine. */
record ProjectFiles(Path directory) {
    SamTemplate template(String bootstrapServers) {
        return SamTemplate.load(
                directory.resolve("sam-template.yaml"),
                Map.of(
                        "MskClusterArn",
                        "arn:aws:kafka:us-east-1:000000000000:cluster/local/00000000-0000-0000-0000-000000000000-1",
                        "KafkaBootstrapServers",
                        bootstrapServers));
    }

    TopicsFile topics() {
        return TopicsFile.read(directory.resolve("msk-config/topics.yaml"));
    }

    Map<String, String> brokerProperties() {
        return properties(directory.resolve("msk-config/server.properties"));
    }

    List<ConnectorFile> connectors() {
        return ConnectorFile.readAll(directory.resolve("connectors/config"));
    }

    Map<String, String> workerProperties() {
        return properties(directory.resolve("connectors/worker/connect-distributed.properties"));
    }

    private static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("Could not read " + file, e);
            }
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}

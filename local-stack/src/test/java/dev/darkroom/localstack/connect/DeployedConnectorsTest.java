package dev.darkroom.localstack.connect;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.junit.jupiter.api.Test;

/** The files under connectors/ that are deployed, held against what reads them. */
final class DeployedConnectorsTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final List<ConnectorFile> CONNECTORS = ConnectorFile.readAll(PROJECT.resolve("connectors/config"));
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]+)}");

    @Test
    void connectAcceptsTheWorkersConfiguration() throws IOException {
        // Given
        Map<String, String> worker = withBrokers("b-1.msk.example:9098,b-2.msk.example:9098");

        // When
        DistributedConfig config = assertDoesNotThrow(() -> new DistributedConfig(worker));

        // Then
        assertThat(config.getList("bootstrap.servers")).hasSize(2);
        for (String topic : List.of("config", "offset", "status")) {
            assertThat(config.getShort(topic + ".storage.replication.factor")).isEqualTo((short) 3);
        }
        assertThat(config.getString("security.protocol")).isEqualTo("SASL_SSL");
        assertThat(config.getString("sasl.mechanism")).isEqualTo("AWS_MSK_IAM");
    }

    @Test
    void noSettingOfTheWorkerIsMisspelt() throws IOException {
        // Given
        Set<String> known = new HashSet<>(
                new DistributedConfig(withBrokers("127.0.0.1:9092")).values().keySet());
        ConsumerConfig.configNames().forEach(name -> known.add("consumer." + name));
        ProducerConfig.configNames().forEach(name -> known.add("producer." + name));
        AdminClientConfig.configNames().forEach(name -> known.add("admin." + name));

        // When
        Set<String> unknown = worker().keySet().stream()
                .filter(not(known::contains))
                .filter(not(name -> name.startsWith("config.providers.env.")))
                .collect(Collectors.toSet());

        // Then
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyClientOfTheWorkerGetsIntoTheClusterTheSameWay() throws IOException {
        // Given
        Map<String, String> worker = worker();
        List<String> ways = List.of(
                "security.protocol", "sasl.mechanism", "sasl.jaas.config", "sasl.client.callback.handler.class");

        // When / Then
        for (String client : List.of("consumer.", "producer.", "admin.")) {
            assertThat(ways)
                    .allSatisfy(way -> assertThat(worker.get(client + way)).isEqualTo(worker.get(way)));
        }
    }

    @Test
    void theWorkerLetsConnectorsReadExactlyTheVariablesTheyName() throws IOException {
        // Given
        Pattern allowed = Pattern.compile(worker().get("config.providers.env.param.allowlist.pattern"));
        Set<String> named = CONNECTORS.stream()
                .flatMap(connector -> connector.config().values().stream())
                .flatMap(value -> VARIABLE.matcher(value).results())
                .map(variable -> variable.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        // When / Then
        assertThat(named).isNotEmpty().allMatch(allowed.asMatchPredicate());
        assertThat(Stream.of(allowed.pattern().split("\\|", -1)))
                .as("what is allowed, but for what the worker itself reads")
                .filteredOn(not(Set.of("KAFKA_BOOTSTRAP_SERVERS")::contains))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void theArchiveUsesOnlySettingsThatItsConnectorDocuments() throws IOException {
        // Given
        Set<String> documented = documented();
        documented.addAll(SinkConnectorConfig.configDef().names());

        // When
        Set<String> used = new TreeSet<>(archive().config().keySet());

        // Then
        used.removeIf(setting -> setting.startsWith("key.converter.") || setting.startsWith("value.converter."));
        assertThat(documented).containsAll(used);
    }

    @Test
    void theArchiveLiesWhereAnalystsTablesLookForIt() throws IOException {
        // Given
        Map<String, String> config = archive().config();
        List<String> partitions = Pattern.compile("'([a-z]+)'=")
                .matcher(config.get("path.format"))
                .results()
                .map(found -> found.group(1))
                .toList();

        for (String topic : config.getOrDefault("topics", "").split(",", -1)) {
            // When
            JsonNode table = new ObjectMapper()
                    .readTree(PROJECT.resolve("analytics/tables/" + topic.replace('-', '_') + "_archive.json")
                            .toFile());

            // Then
            assertThat(table.at("/StorageDescriptor/Location").asText())
                    .endsWith("/" + config.get("topics.dir") + "/" + topic + "/");
            assertThat(table.path("PartitionKeys").findValuesAsText("Name")).isEqualTo(partitions);
            assertThat(table.at("/StorageDescriptor/Columns").findValuesAsText("Name"))
                    .contains(config.get("timestamp.field"));
            assertThat(table.at("/Parameters/classification").asText()).isEqualTo("parquet");
        }
    }

    private static ConnectorFile archive() {
        return CONNECTORS.stream()
                .filter(connector -> connector.name().equals("archive-s3"))
                .findFirst()
                .orElseThrow();
    }

    /**
     * With an environment of the test's own, because that of its process cannot be changed, and with a converter that
     * is Kafka's: ours is a plugin's, which only a running worker finds.
     */
    private static Map<String, String> withBrokers(String brokers) throws IOException {
        Map<String, String> worker = worker();
        worker.put("config.providers.env.class", StackEnvironmentProvider.class.getName());
        worker.put("config.providers.env.param.KAFKA_BOOTSTRAP_SERVERS", brokers);
        worker.put("value.converter", worker.get("key.converter"));
        return worker;
    }

    private static Map<String, String> worker() throws IOException {
        Properties properties = new Properties();
        try (Reader reader =
                Files.newBufferedReader(PROJECT.resolve("connectors/worker/connect-distributed.properties"))) {
            properties.load(reader);
        }
        Map<String, String> worker = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> worker.put(name, properties.getProperty(name)));
        return worker;
    }

    private static Set<String> documented() throws IOException {
        try (InputStream list = DeployedConnectorsTest.class.getResourceAsStream("/s3-sink-settings.txt")) {
            return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(not(line -> line.startsWith("#")))
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }
}

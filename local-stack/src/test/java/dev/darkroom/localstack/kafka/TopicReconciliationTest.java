package dev.darkroom.localstack.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TopicReconciliationTest {
    private static final Path TOPICS_YAML = Path.of("../msk-config/topics.yaml");

    private static LocalKafka kafka;
    private static Admin admin;

    @BeforeAll
    static void start() {
        kafka = LocalKafka.ephemeral();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void createsTheTopicsOfTheFileWithOneReplicaEach() throws Exception {
        // Given
        TopicsFile file = TopicsFile.read(TOPICS_YAML);

        // When
        kafka.apply(file);

        // Then
        for (Topic topic : file.onOneBroker().topics()) {
            assertThat(partitions(topic.name())).isEqualTo(topic.partitions());
            awaitConfigs(topic.name(), topic.configs());
        }
    }

    @Test
    void addsPartitionsAndChangesSetsAndRemovesConfigs() throws Exception {
        // Given
        apply(new Topic("changing", 1, (short) 1, Map.of("retention.ms", "1000", "cleanup.policy", "compact")));

        // When
        apply(new Topic("changing", 3, (short) 1, Map.of("retention.ms", "2000", "segment.ms", "60000")));

        // Then
        assertThat(partitions("changing")).isEqualTo(3);
        awaitConfigs("changing", Map.of("retention.ms", "2000", "segment.ms", "60000"));
    }

    @Test
    void saysThatPartitionsCannotBeTakenAway() {
        // Given
        apply(new Topic("shrinking", 2, (short) 1, Map.of()));

        // When / Then
        assertThatThrownBy(() -> apply(new Topic("shrinking", 1, (short) 1, Map.of())))
                .hasMessageContaining("Topic shrinking has 2 partitions and the topics file asks for 1");
    }

    private static void apply(Topic topic) {
        kafka.apply(new TopicsFile(List.of(topic)));
    }

    private static void awaitConfigs(String topic, Map<String, String> expected) {
        await().untilAsserted(() -> assertThat(configs(topic)).isEqualTo(expected));
    }

    private static int partitions(String topic) throws Exception {
        TopicDescription description = requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        return description.partitions().size();
    }

    private static Map<String, String> configs(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return config.entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value, (a, b) -> a, TreeMap::new));
    }
}

package dev.darkroom.localstack.kafka;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a broker's topics in line with a list of them: creates what is missing, adds partitions, sets configs and
 * removes topic configs that the list does not name. Topics outside the list are left alone.
 */
final class TopicReconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(TopicReconciliation.class);

    private final Admin admin;

    TopicReconciliation(Admin admin) {
        this.admin = admin;
    }

    void apply(List<Topic> wanted) {
        Set<String> existing = await(admin.listTopics().names());
        List<Topic> missing = wanted.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
        List<Topic> present =
                wanted.stream().filter(topic -> existing.contains(topic.name())).toList();
        create(missing);
        addPartitions(present);
        alterConfigs(present);
        awaitVisible(wanted);
    }

    /** A change is done when the controller has it; clients ask the broker, which learns of it a moment later. */
    private void awaitVisible(List<Topic> wanted) {
        Map<String, Integer> expected = wanted.stream().collect(toMap(Topic::name, Topic::partitions));
        while (!partitionCounts(await(admin.listTopics().names())).entrySet().containsAll(expected.entrySet())) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private void create(List<Topic> topics) {
        await(admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic.name(), topic.partitions(), topic.replicationFactor())
                                .configs(topic.configs()))
                        .toList())
                .all());
        topics.forEach(topic -> LOG.atInfo()
                .addKeyValue("topic", topic.name())
                .addKeyValue("partitions", topic.partitions())
                .log("Topic created"));
    }

    private void addPartitions(List<Topic> topics) {
        Map<String, Integer> partitions =
                partitionCounts(topics.stream().map(Topic::name).toList());
        Map<String, NewPartitions> increases = topics.stream()
                .filter(topic -> isIncrease(topic, partitions.getOrDefault(topic.name(), 0)))
                .collect(toMap(Topic::name, topic -> NewPartitions.increaseTo(topic.partitions())));
        await(admin.createPartitions(increases).all());
        increases
                .keySet()
                .forEach(topic -> LOG.atInfo()
                        .addKeyValue("topic", topic)
                        .log("Partitions added: keys may now map to others than before"));
    }

    private Map<String, Integer> partitionCounts(Collection<String> topics) {
        return await(admin.describeTopics(topics).allTopicNames()).values().stream()
                .collect(toMap(
                        TopicDescription::name,
                        description -> description.partitions().size()));
    }

    private static boolean isIncrease(Topic topic, int partitions) {
        if (topic.partitions() < partitions) {
            throw new IllegalArgumentException(
                    "Topic %s has %d partitions and the topics file asks for %d; Kafka cannot take partitions away: ask for at least %d, or delete the topic."
                            .formatted(topic.name(), partitions, topic.partitions(), partitions));
        }
        return topic.partitions() > partitions;
    }

    private void alterConfigs(List<Topic> topics) {
        Map<String, Topic> byName = topics.stream().collect(toMap(Topic::name, Function.identity()));
        List<ConfigResource> resources = byName.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        await(admin.describeConfigs(resources).all()).forEach((resource, current) -> {
            Topic topic = requireNonNull(byName.get(resource.name()));
            changes.put(resource, changes(current.entries(), topic.configs()));
        });
        changes.values().removeIf(Collection::isEmpty);
        await(admin.incrementalAlterConfigs(changes).all());
        changes.keySet()
                .forEach(
                        topic -> LOG.atInfo().addKeyValue("topic", topic.name()).log("Topic configs changed"));
    }

    private static List<AlterConfigOp> changes(Collection<ConfigEntry> current, Map<String, String> wanted) {
        Map<String, ConfigEntry> ownEntries = current.stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(toMap(ConfigEntry::name, Function.identity()));
        Stream<AlterConfigOp> set = wanted.entrySet().stream()
                .filter(config -> {
                    ConfigEntry own = ownEntries.get(config.getKey());
                    return own == null || !config.getValue().equals(own.value());
                })
                .map(config -> new AlterConfigOp(
                        new ConfigEntry(config.getKey(), config.getValue()), AlterConfigOp.OpType.SET));
        Stream<AlterConfigOp> delete = ownEntries.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .map(name -> new AlterConfigOp(new ConfigEntry(name, ""), AlterConfigOp.OpType.DELETE));
        return Stream.concat(set, delete).toList();
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while applying the topics", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker refused the topics: " + e.getMessage(), e);
        }
    }
}

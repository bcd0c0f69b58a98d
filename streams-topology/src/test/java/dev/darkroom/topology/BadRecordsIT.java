package dev.darkroom.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the handlers do under exactly-once on a real broker with mistakes that our own nodes do not make: a small topology
 * makes them, with the properties of the real one.
 */
final class BadRecordsIT {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    @TempDir
    Path stateDirectory;

    private TestingCluster cluster;

    @BeforeEach
    void startBroker() throws Exception {
        cluster = new TestingCluster();
    }

    @AfterEach
    void stopBroker() {
        cluster.close();
    }

    @Test
    void setsAsideWhatANodeThrowsAtAndWhatCannotBeEncoded() throws Exception {
        // Given
        cluster.sendBytes(Topics.RAW_IMAGES, "first", "good".getBytes(UTF_8));
        cluster.sendBytes(Topics.RAW_IMAGES, "second", "unprocessable".getBytes(UTF_8));
        cluster.sendBytes(Topics.RAW_IMAGES, "third", "unwritable".getBytes(UTF_8));
        cluster.sendBytes(Topics.RAW_IMAGES, "fourth", "good".getBytes(UTF_8));

        // When
        try (KafkaStreams streams = new KafkaStreams(mistakes(), properties())) {
            streams.start();
            await().atMost(LONGEST).until(() -> cluster.lag(Topics.RAW_IMAGES) == 0);
        }

        // Then
        assertThat(cluster.committedKeys(Topics.FAILED_IMAGES)).containsExactly("first", "fourth");
        assertThat(cluster.committed(Topics.DEAD_LETTERS))
                .extracting(letter -> new String(letter.value(), UTF_8))
                .containsExactlyInAnyOrder("unprocessable", "unwritable");
        assertThat(cluster.committed(Topics.DEAD_LETTERS))
                .allSatisfy(letter -> assertThat(DeadLetterHeaders.of(letter.headers()))
                        .containsEntry("__streams.errors.topic", Topics.RAW_IMAGES)
                        .containsEntry("__streams.errors.message", "a mistake"));
        assertThat(cluster.openTransactions()).isEmpty();
    }

    private static Topology mistakes() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        Topics.RAW_IMAGES,
                        Consumed.with(Serdes.String(), Serdes.String()).withName("in"))
                .mapValues(BadRecordsIT::process, Named.as("process"))
                .to(
                        Topics.FAILED_IMAGES,
                        Produced.with(Serdes.String(), unwritable()).withName("out"));
        return builder.build();
    }

    private static String process(String value) {
        if (value.equals("unprocessable")) {
            throw new IllegalStateException("a mistake");
        }
        return value;
    }

    private static Serde<String> unwritable() {
        return Serdes.serdeFrom(
                (topic, value) -> {
                    if (value.equals("unwritable")) {
                        throw new SerializationException("a mistake");
                    }
                    return new StringSerializer().serialize(topic, value);
                },
                Serdes.String().deserializer());
    }

    private Properties properties() {
        Map<String, String> environment = new HashMap<>(cluster.environment());
        environment.put(TopologySettings.STATE_DIR, stateDirectory.toString());
        return StreamsProperties.of(TopologySettings.from(environment));
    }
}

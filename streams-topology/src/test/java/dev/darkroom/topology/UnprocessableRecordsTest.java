package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnprocessableRecordsTest {
    @TempDir
    Path stateDirectory;

    @Test
    void setsAsideTheRecordThatANodeThrowsAt() {
        // Given
        try (TopologyTestDriver driver = driver(new IllegalStateException("a mistake"))) {
            // When
            send(driver);

            // Then
            assertThat(driver.producedTopicNames()).containsExactly(Topics.DEAD_LETTERS);
        }
    }

    @Test
    void stopsForAFailureOfKafkasOwn() {
        // Given
        try (TopologyTestDriver driver = driver(new TimeoutException("the broker is away"))) {
            // When
            assertThatThrownBy(() -> send(driver))
                    // Then
                    .isInstanceOf(StreamsException.class);
            assertThat(driver.producedTopicNames()).isEmpty();
        }
    }

    private static void send(TopologyTestDriver driver) {
        driver.createInputTopic(Topics.RAW_IMAGES, new StringSerializer(), new StringSerializer())
                .pipeInput("key", "value");
    }

    private TopologyTestDriver driver(RuntimeException failure) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        Topics.RAW_IMAGES,
                        Consumed.with(Serdes.String(), Serdes.String()).withName("in"))
                .foreach(
                        (key, value) -> {
                            throw failure;
                        },
                        Named.as("process"));
        return new TopologyTestDriver(builder.build(), properties());
    }

    private Properties properties() {
        Properties properties = StreamsProperties.of(TopologySettings.from(
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "test:9092", TopologySettings.STATE_DIR, stateDirectory.toString())));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        return properties;
    }
}

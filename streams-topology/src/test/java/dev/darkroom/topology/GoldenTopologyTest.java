package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import dev.darkroom.topology.tracking.ImageTopology;
import dev.darkroom.topology.tracking.TrackingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

final class GoldenTopologyTest {
    private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

    /**
     * The topology is what the golden file says.
     *
     * <p>Names are how Kafka Streams finds things again. A store's changelog and a repartition topic are called after
     * the store and the node ({@code darkroom-topology-<store>-changelog}); tasks are numbered by sub-topology. A node
     * renamed, moved or added in the middle can so make a new version start with an empty store while the old one's
     * changelog, and every open image in it, is left behind with nobody to read it. No exception tells.
     *
     * <p>When this test fails, the change was unintended, or it needs a migration (README, "What may be renamed"). When
     * it is safe, update the file: run the test with {@code -Dgolden.update=true}, read the difference, commit it.
     */
    @Test
    void isWhatTheGoldenFileSays() throws IOException {
        // Given
        TopologyDescription description = new ImageTopology(new TestingSchemaRegistry(), TrackingSettings.DEFAULT)
                .build()
                .describe();

        // When
        String found = description.toString();

        // Then
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(GOLDEN, found);
        }
        assertThat(found).isEqualTo(Files.readString(GOLDEN));
    }
}

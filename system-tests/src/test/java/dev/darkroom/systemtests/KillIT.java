package dev.darkroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1: an upload that was answered 202 reaches its end, and the right one, whatever is killed in between. */
final class KillIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void endsEveryAcceptedImageAsItShouldAfterAKillInTheMiddle(@TempDir Path directory) throws Exception {
        // Given
        Path state = directory.resolve("state");
        Map<String, Path> accepted = new LinkedHashMap<>();
        RunningPlatform platform = RunningPlatform.start(state);
        Client acme = new Client(platform, "acme");
        for (int round = 0; round < 2; round++) {
            for (Path photo : Photos.all()) {
                accepted.put(acme.upload(photo), photo);
            }
        }
        assertThat(open(acme, accepted.keySet()))
                .as("the kill comes in the middle")
                .isNotEmpty();

        // When
        platform.kill();
        try (RunningPlatform again = platform.startAgain(state)) {
            // Then
            assertEachEndsAsItShould(again, accepted);
            assertThat(ends(again)).as("nothing but what was accepted ends").hasSameElementsAs(accepted.keySet());
            await("no transaction is left open")
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(
                                    new Topic(again.bootstrapServers(), "image-tasks-standard").openTransactions())
                            .isEmpty());
        }
    }

    @Test
    void endsEveryImageAsItShouldWhenTheFunctionsAreKilled(@TempDir Path directory) throws Exception {
        // Given
        try (RunningPlatform platform = RunningPlatform.start(directory.resolve("state"))) {
            Client acme = new Client(platform, "acme");
            Map<String, Path> accepted = new LinkedHashMap<>();
            for (Path photo : Photos.all()) {
                accepted.put(acme.upload(photo), photo);
            }

            // When
            for (int round = 0; round < 3; round++) {
                platform.functions().forEach(ProcessHandle::destroyForcibly);
                await("new environments take over")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> platform.functions().size() == 3);
            }

            // Then
            assertEachEndsAsItShould(platform, accepted);
        }
    }

    private static List<String> open(Client client, Collection<String> imageIds) throws Exception {
        List<String> open = new ArrayList<>();
        for (String imageId : imageIds) {
            if (client.metadata(imageId).statusCode() == 404) {
                open.add(imageId);
            }
        }
        return open;
    }

    private static void assertEachEndsAsItShould(RunningPlatform platform, Map<String, Path> accepted)
            throws Exception {
        Client acme = new Client(platform, "acme");
        try (Table table = new Table(platform.dynamoDb())) {
            for (Map.Entry<String, Path> image : accepted.entrySet()) {
                String photo = image.getValue().getFileName().toString();
                await(photo)
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> acme.metadata(image.getKey()).statusCode() == 200
                                && table.item(image.getKey()).isPresent());
                JsonNode ending = acme.ending(image.getKey());
                assertThat(ending.path("reason").asText())
                        .as("%s: %s", photo, ending)
                        .isEqualTo(Photos.REASONS.getOrDefault(photo, ""));
            }
        }
    }

    private static List<String> ends(RunningPlatform platform) {
        return Stream.of("processed-images", "failed-images")
                .flatMap(topic -> new Topic(platform.bootstrapServers(), topic).keys().stream())
                .toList();
    }
}

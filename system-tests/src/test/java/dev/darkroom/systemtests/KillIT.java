package dev.darkroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1: an upload that was answered 202 reaches its end, whatever is killed in between. */
final class KillIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void finishesEveryAcceptedImageAfterAKillInTheMiddle(@TempDir Path directory) throws Exception {
        // Given
        Path state = directory.resolve("state");
        List<String> accepted = new ArrayList<>();
        RunningPlatform platform = RunningPlatform.start(state);
        Client acme = new Client(platform, "acme");
        for (int round = 0; round < 2; round++) {
            for (Path photo : Photos.all()) {
                accepted.add(acme.upload(photo));
            }
        }

        // When
        platform.kill();
        try (RunningPlatform again = platform.startAgain(state)) {
            // Then
            assertEachEnds(again, accepted);
            assertThat(ends(again)).as("nothing but what was accepted ends").hasSameElementsAs(accepted);
            await("no transaction is left open")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    new Topic(again.bootstrapServers(), "image-tasks-standard").openTransactions())
                            .isEmpty());
        }
    }

    @Test
    void finishesEveryImageWhenTheFunctionsAreKilled(@TempDir Path directory) throws Exception {
        // Given
        try (RunningPlatform platform = RunningPlatform.start(directory.resolve("state"))) {
            Client acme = new Client(platform, "acme");
            List<String> accepted = new ArrayList<>();

            // When
            for (Path photo : Photos.all()) {
                accepted.add(acme.upload(photo));
                platform.functions().forEach(ProcessHandle::destroyForcibly);
            }

            // Then
            assertEachEnds(platform, accepted);
        }
    }

    private static void assertEachEnds(RunningPlatform platform, List<String> accepted) {
        Client acme = new Client(platform, "acme");
        try (Table table = new Table(platform.dynamoDb())) {
            for (String imageId : accepted) {
                await(imageId)
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> acme.metadata(imageId).statusCode() == 200
                                && table.item(imageId).isPresent());
            }
        }
    }

    private static List<String> ends(RunningPlatform platform) {
        return Stream.of("processed-images", "failed-images")
                .flatMap(topic -> new Topic(platform.bootstrapServers(), topic).keys().stream())
                .toList();
    }
}

package dev.darkroom.localstack.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void belongsToOneAtATime() {
        // Given
        Path path = directory.resolve("state");
        try (StateDirectory first = StateDirectory.at(path)) {

            // When / Then
            assertThatThrownBy(() -> StateDirectory.at(path))
                    .isInstanceOf(StateInUseException.class)
                    .hasMessage("Darkroom already runs on " + first.path()
                            + ": stop it first, or start another beside it with --ephemeral --any-ports"
                            + " (or --state DIR --any-ports).");
        }
    }

    @Test
    void isFreeAgainAndKeepsItsFilesOnceClosed() throws IOException {
        // Given
        Path path = directory.resolve("state");
        try (StateDirectory state = StateDirectory.at(path)) {
            Files.writeString(state.subdirectory("s3").resolve("object"), "kept");
        }

        // When
        try (StateDirectory state = StateDirectory.at(path)) {

            // Then
            assertThat(state.subdirectory("s3").resolve("object")).hasContent("kept");
        }
    }

    @Test
    void leavesNothingBehindWhenItIsEphemeral() throws IOException {
        // Given
        StateDirectory state = StateDirectory.ephemeral();
        Files.writeString(state.subdirectory("kafka").resolve("log"), "gone");

        // When
        state.close();

        // Then
        assertThat(state.path()).doesNotExist();
    }

    @Test
    void keepsItsLockWhenThisProcessAsksForItAgain() throws Exception {
        // Given
        Path path = directory.resolve("state");
        try (StateDirectory state = StateDirectory.at(path)) {

            // When
            assertThatThrownBy(() -> StateDirectory.requireUnused(path)).isInstanceOf(StateInUseException.class);
            StateDirectory.deleteAbandoned(directory);

            // Then
            assertThat(lockedElsewhere(state.path())).isTrue();
        }
        assertThat(lockedElsewhere(path)).isFalse();
        StateDirectory.requireUnused(path);
    }

    @Test
    void deletesWhatKilledProcessesHaveLeft() throws Exception {
        // Given
        Path left = TestingLock.leaveBehind(directory);
        Files.createDirectories(left.resolve("kafka/topic-0"));
        Files.writeString(left.resolve("kafka/topic-0/log"), "large");

        // When
        StateDirectory.deleteAbandoned(directory);

        // Then
        assertThat(left).doesNotExist();
    }

    @Test
    void leavesAloneWhatIsInUseOrNotItsOwn() throws Exception {
        // Given
        Path topology = Files.createDirectory(directory.resolve("darkroom-topology"));
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.createFile(other.resolve("stack.lock"));
        Path kept = directory.resolve("darkroom-kept");
        StateDirectory.at(kept).close();
        Path link = Files.createSymbolicLink(directory.resolve("darkroom-link"), other);
        try (StateDirectory mine = StateDirectory.ephemeralIn(directory);
                TestingLock theirs = TestingLock.hold(directory)) {

            // When
            StateDirectory.deleteAbandoned(directory);

            // Then
            assertThat(mine.path().resolve("stack.lock")).exists();
            assertThat(lockedElsewhere(mine.path())).isTrue();
            assertThat(theirs.path().resolve("stack.lock")).exists();
            assertThat(topology).exists();
            assertThat(kept.resolve("stack.lock")).exists();
            assertThat(link.resolve("stack.lock")).exists();
        }
    }

    private static boolean lockedElsewhere(Path path) throws IOException, InterruptedException {
        return TestingLock.isLocked(path);
    }
}

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
                    .hasMessage("Another stack is running on the state in " + first.path()
                            + ": stop it, or give this one a directory of its own.");
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
}

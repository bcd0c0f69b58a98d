package dev.darkroom.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UploadCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void sendsEachFileOnceHoweverOftenItIsNamed() throws IOException {
        // Given
        Path cat = file("cat.jpg");
        Path dog = file("below/dog.heic");

        // Then
        assertThat(UploadCommand.files(List.of(cat, folder, folder.resolve("below/../cat.jpg"))))
                .containsExactly(cat, dog);
    }

    @Test
    void leavesOutOfAFolderWhatIsNoImageByItsName() throws IOException {
        // Given
        Path image = file("cat.webp");
        Path unnamed = file("cat");
        Path text = file("cat.txt");
        file(".hidden.jpg");

        // Then
        assertThat(UploadCommand.files(List.of(folder))).containsExactly(unnamed, image);
        assertThat(UploadCommand.files(List.of(text))).as("it was asked for").containsExactly(text);
    }

    @Test
    void saysWhichPathIsNotThere() {
        assertThatThrownBy(() -> UploadCommand.files(List.of(folder.resolve("none.jpg"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.jpg is not there");
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }
}

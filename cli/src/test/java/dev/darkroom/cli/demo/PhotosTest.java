package dev.darkroom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PhotosTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void takesTheImagesOfSubfoldersTooAndLeavesOtherFilesOut() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("sub"));
        for (String name : new String[] {"b.JPG", "a.png", "sub/c.webp", "notes.txt", ".hidden.jpg", "jpg"}) {
            Files.writeString(folder.resolve(name), name);
        }

        // When
        Photos photos = Photos.in(folder);

        // Then
        assertThat(photos.photos()).extracting(Photo::name).containsExactlyInAnyOrder("a.png", "b.JPG", "c.webp");
    }

    @Test
    void sharesTheImagesOutAmongCustomers() throws IOException {
        // Given
        for (int i = 0; i < 4; i++) {
            Files.writeString(folder.resolve(i + ".jpg"), "");
        }

        // Then
        assertThat(Photos.in(folder).photos())
                .extracting(Photo::customerId)
                .containsExactly("acme", "globex", "initech", "acme");
    }

    @Test
    void saysWhatItTakesWhenThereIsNoImage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Photos.in(folder))
                .withMessageContaining("No image in " + folder)
                .withMessageContaining("jpg");
    }

    @Test
    void saysThatAFolderIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Photos.in(folder.resolve("nowhere")))
                .withMessageContaining("nowhere is not a folder");
    }
}

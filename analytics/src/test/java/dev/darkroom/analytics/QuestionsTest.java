package dev.darkroom.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuestionsTest {
    @Test
    void areAllToldInTheReadmeInTheirOwnWords() throws IOException {
        // When
        Questions questions = Questions.in(Path.of("sql"));

        // Then
        String[] rows = questions.questions().stream()
                .map(question -> "| `" + question.name() + "` | " + question.text() + " |")
                .toArray(String[]::new);
        assertThat(Files.readString(Path.of("README.md"))).contains(rows);
    }

    @Test
    void areFoundByNameInAnyCase() {
        // Then
        assertThat(Questions.in(Path.of("sql")).find("Top-Customers")).isPresent();
        assertThat(Questions.in(Path.of("sql")).find("top")).isEmpty();
    }

    @Test
    void haveToBeginWithTheQuestion(@TempDir Path directory) throws IOException {
        // Given
        Files.writeString(directory.resolve("mute.sql"), "SELECT 1");

        // Then
        assertThatThrownBy(() -> Questions.in(directory)).hasMessageContaining("mute.sql has to begin with '-- '");
    }
}

package com.example.greyscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Renditions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class GreyscaleTest {
    @Test
    void isWhatTheReadmeShows() throws IOException {
        String readme = Files.readString(Path.of("..", "..", "README.md"));
        String source = Files.readString(Path.of("src/main/java/com/example/greyscale/Greyscale.java"));
        assertThat(readme).contains(source.substring(source.indexOf("public final class")));
    }

    @Test
    void makesOneGreyRendition() throws IOException {
        // Given
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", png);
        ImageFacts facts = new ImageFacts("image/png", png.size(), 3, 2, "acme", null);

        // When
        Outcome outcome = new Greyscale().apply(new ImageSource(facts, ImageBytes.of(png.toByteArray())));

        // Then
        assertThat(outcome).isInstanceOf(Renditions.class);
        assertThat(((Renditions) outcome).renditions()).singleElement().satisfies(grey -> {
            assertThat(grey.name()).isEqualTo("grey");
            assertThat(grey.width()).isEqualTo(3);
        });
    }

    @Test
    void refusesWhatJavaCannotRead() {
        ImageFacts facts = new ImageFacts("text/plain", 1, 0, 0, "acme", null);
        assertThat(new Greyscale().apply(new ImageSource(facts, ImageBytes.of(new byte[] {65}))))
                .isEqualTo(new Refusal(Refusal.Reason.UNSUPPORTED_TYPE, "Java reads no text/plain."));
    }
}

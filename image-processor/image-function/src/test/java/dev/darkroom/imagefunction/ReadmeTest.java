package dev.darkroom.imagefunction;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
    @Test
    void showsTheFunctionThatIsCompiledHere() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        String source = Files.readString(Path.of("src/test/java/dev/darkroom/imagefunction/Greyscale.java"));
        assertThat(readme).contains(source.substring(source.indexOf("public final class")));
    }

    @Test
    void showsAFunctionThatWorks() throws IOException {
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
    void showsAFunctionThatRefusesWhatItCannotRead() {
        ImageFacts facts = new ImageFacts("text/plain", 1, 0, 0, "acme", null);
        assertThat(new Greyscale().apply(new ImageSource(facts, ImageBytes.of(new byte[] {65}))))
                .isEqualTo(new Refusal(Refusal.Reason.UNSUPPORTED_TYPE, "Java reads no text/plain."));
    }
}

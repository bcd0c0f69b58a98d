package dev.darkroom.webvariants;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.junit.jupiter.api.Test;

final class ReadersTest {
    @Test
    void doesNotBlameTheImageWhenAReaderIsMissing() {
        // Given
        List<ImageReaderSpi> gif = new ArrayList<>();
        ImageIO.getImageReadersByFormatName("gif").forEachRemaining(reader -> gif.add(reader.getOriginatingProvider()));
        IIORegistry registry = IIORegistry.getDefaultInstance();
        gif.forEach(registry::deregisterServiceProvider);

        try {
            // Then
            assertThatIllegalStateException()
                    .isThrownBy(() -> TestingEngine.JAVA.process(TestingPhotos.photo("puppies.gif")))
                    .withMessageContaining("No gif reader");
        } finally {
            gif.forEach(registry::registerServiceProvider);
        }
    }
}

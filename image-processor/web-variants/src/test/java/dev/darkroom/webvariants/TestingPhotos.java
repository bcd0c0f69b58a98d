package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.imagefunction.ImageFacts;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.imagefunction.Renditions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The bundled photos, and what web-variants makes of bytes. */
final class TestingPhotos {
    static final Path DIRECTORY = Path.of("..", "..", "photos");

    private TestingPhotos() {}

    static byte[] photo(String name) {
        try {
            return Files.readAllBytes(DIRECTORY.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Outcome process(byte[] bytes) {
        ImageFacts facts = new ImageFacts("image/any", bytes.length, 1, 1, "acme", null);
        return new WebVariants().apply(new ImageSource(facts, ImageBytes.of(bytes)));
    }

    /** The rendition of that name, decoded. */
    static BufferedImage rendition(byte[] bytes, String name) {
        return decode(encoded(bytes, name).content().array());
    }

    static Rendition encoded(byte[] bytes, String name) {
        return switch (process(bytes)) {
            case Renditions done ->
                done.renditions().stream()
                        .filter(rendition -> rendition.name().equals(name))
                        .findFirst()
                        .orElseThrow();
            case Refusal refusal -> throw new AssertionError(refusal);
        };
    }

    static BufferedImage decode(byte[] bytes) {
        try {
            return ImageIO.read(ImageBytes.of(bytes).open());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("No " + format + " writer takes such an image");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

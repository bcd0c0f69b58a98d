package dev.darkroom.imagecollection.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagecollection.header.ImageHeader.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageHeaderTest {
    private static final Path PHOTOS = Path.of("../../photos");

    @ParameterizedTest
    @CsvSource({
        "budgerigar-baseline.jpg, image/jpeg",
        "dandelions-progressive-16mp.jpg, image/jpeg",
        "mountains-exif-orientation-6.jpg, image/jpeg",
        "sunset-truncated.jpg, image/jpeg",
        "tulips-alpha.png, image/png",
        "puppies.gif, image/gif",
        "paintbrushes.webp, image/webp",
    })
    void tellsTypeAndSizeOfRealPhotos(String photo, String contentType) throws IOException {
        // When
        ImageHeader header = ImageHeader.of(Files.readAllBytes(PHOTOS.resolve(photo)));

        // Then
        assertThat(header.contentType()).isEqualTo(contentType);
        assertThat(header.size())
                .hasValueSatisfying(size -> assertThat(size.width()).isGreaterThan(100));
    }

    @ParameterizedTest
    @CsvSource({
        "budgerigar-baseline.jpg",
        "fig-display-p3.jpg",
        "mountains-exif-orientation-6.jpg",
        "tulips-alpha.png",
        "puppies.gif",
    })
    void agreesWithTheJdkOnTheStoredSize(String photo) throws IOException {
        // Given
        var image = ImageIO.read(PHOTOS.resolve(photo).toFile());

        // When
        ImageHeader header = ImageHeader.of(Files.readAllBytes(PHOTOS.resolve(photo)));

        // Then
        assertThat(header.size()).contains(new Size(image.getWidth(), image.getHeight()));
    }

    @Test
    void knowsNoTypeForTextNamedAsAPhoto() throws IOException {
        // When
        ImageHeader header = ImageHeader.of(Files.readAllBytes(PHOTOS.resolve("text-named-as-photo.jpg")));

        // Then
        assertThat(header).isEqualTo(new ImageHeader(ImageHeader.UNKNOWN_TYPE, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "BM", "BMW is a car maker, not a bitmap", "RIFF1234WAVE", "GIF88a", "II*"})
    void knowsNoTypeForWhatOnlyBeginsLikeAnImage(String text) {
        assertThat(ImageHeader.of(text.getBytes(ISO_8859_1)))
                .isEqualTo(new ImageHeader(ImageHeader.UNKNOWN_TYPE, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("handMade")
    void tellsTheSizeOfEachFormat(String contentType, byte[] head) {
        assertThat(ImageHeader.of(head)).isEqualTo(new ImageHeader(contentType, Optional.of(new Size(640, 480))));
    }

    static Stream<Arguments> handMade() {
        return HandMade.ALL.entrySet().stream()
                .map(entry -> Arguments.of(entry.getKey().replaceAll(" .*", ""), entry.getValue()));
    }

    @Test
    void givesNoSizeWhenTheFrameHeaderLiesBehindMetadataTooLong() {
        // Given
        ByteBuffer jpeg = ByteBuffer.allocate(200_000).put((byte) 0xFF).put((byte) 0xD8);
        while (jpeg.remaining() > 4) {
            jpeg.putShort((short) 0xFFE1).putShort((short) 0xFFFF);
            jpeg.position(Math.min(jpeg.limit(), jpeg.position() + 0xFFFD));
        }

        // When
        ImageHeader header = ImageHeader.of(jpeg.array());

        // Then
        assertThat(header).isEqualTo(new ImageHeader("image/jpeg", Optional.empty()));
    }

    @Test
    void neverReadsPastAHeadCutAnywhere() {
        for (byte[] whole : HandMade.ALL.values()) {
            for (int length = 0; length < whole.length; length++) {
                ImageHeader header = ImageHeader.of(Arrays.copyOf(whole, length));
                assertThat(header.size()).isIn(Optional.empty(), Optional.of(new Size(640, 480)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neitherFailsNorHangsOnDamage(long seed) {
        Random random = new Random(seed);
        List<byte[]> originals =
                Stream.concat(HandMade.ALL.values().stream(), photoHeads()).toList();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (int round = 0; round < 3_000; round++) {
                byte[] damaged = originals.get(random.nextInt(originals.size())).clone();
                for (int i = 1 + random.nextInt(8); i > 0; i--) {
                    int limit = random.nextBoolean() ? Math.min(damaged.length, 64) : damaged.length;
                    damaged[random.nextInt(limit)] = (byte) (random.nextBoolean() ? -1 : random.nextInt());
                }
                assertThat(ImageHeader.of(damaged).contentType()).isNotNull();
            }
        });
    }

    private static Stream<byte[]> photoHeads() {
        try (Stream<Path> photos = Files.list(PHOTOS)) {
            return photos
                    .map(photo -> {
                        try (var in = Files.newInputStream(photo)) {
                            return in.readNBytes(256 << 10);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void takesTheAvifOfAFileThatIsBoth() {
        // Given
        ByteBuffer file = ByteBuffer.allocate(28).order(ByteOrder.BIG_ENDIAN);
        file.putInt(28).put("ftypmif1\0\0\0\0mif1avif".getBytes(ISO_8859_1));

        // When
        ImageHeader header = ImageHeader.of(file.array());

        // Then
        assertThat(header.contentType()).isEqualTo("image/avif");
    }
}

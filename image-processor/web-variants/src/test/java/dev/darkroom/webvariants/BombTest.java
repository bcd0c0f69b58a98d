package dev.darkroom.webvariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Refusal.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files that would take much memory or time: refused by their headers, whatever engine there is. */
@Timeout(20)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.darkroom.webvariants.TestingEngine#present")
final class BombTest {
    private final TestingEngine engine;

    BombTest(TestingEngine engine) {
        this.engine = engine;
    }

    private Reason refusal(byte[] bytes) {
        assertThat(engine.process(bytes)).isInstanceOf(Refusal.class);
        return ((Refusal) engine.process(bytes)).reason();
    }

    @Test
    void refusesAPngOfMorePixelsThanAreAllowed() {
        assertThat(refusal(png(30_000, 30_000, new byte[0]))).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal(png(Integer.MAX_VALUE, Integer.MAX_VALUE, new byte[0])))
                .isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal(png(0, 10, new byte[0]))).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void doesNotKeepWhatAPngInflatesToBeyondItsPixels() {
        // Given: 4x4 grey pixels, and data that inflates to 200 MB
        Deflater deflater = new Deflater(9);
        deflater.setInput(new byte[200 << 20]);
        deflater.finish();
        byte[] data = new byte[1 << 20];
        byte[] bomb = png(4, 4, Arrays.copyOf(data, deflater.deflate(data)));
        long before = engine.heldBytes();

        // When
        engine.process(bomb);

        // Then
        assertThat(engine.heldBytes() - before).isLessThan(1 << 20);
    }

    private static byte[] png(int width, int height, byte[] deflated) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8);
        png.writeBytes(chunk("IHDR", header.array()));
        png.writeBytes(chunk("IDAT", deflated));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 12);
        chunk.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array(), 4, data.length + 4);
        return chunk.putInt((int) checksum.getValue()).array();
    }

    @Test
    void refusesAGifWhoseSecondFrameIsLargerThanItsScreen() {
        // Given: a screen of 10x10, a first frame of 1x1, and one of 20000x20000
        ByteBuffer gif = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        gif.put("GIF89a".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 10)
                .putShort((short) 10);
        gif.put((byte) 0).put((byte) 0).put((byte) 0);
        for (int side : new int[] {1, 20_000}) {
            gif.put((byte) 0x2c)
                    .putInt(0)
                    .putShort((short) side)
                    .putShort((short) side)
                    .put((byte) 0);
            gif.put((byte) 2).put((byte) 1).put((byte) 0x44).put((byte) 0);
        }
        gif.put((byte) 0x3b);

        // Then
        assertThat(refusal(gif.array())).isEqualTo(Reason.TOO_MANY_PIXELS);
    }

    @Test
    void refusesATiffOfMorePixelsThanAreAllowedAndOneWithATileThatLarge() {
        assertThat(refusal(tiff(256, 40_000, 257, 40_000))).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal(tiff(256, 10, 257, 10, 322, 60_000, 323, 60_000))).isEqualTo(Reason.TOO_MANY_PIXELS);
    }

    private static byte[] tiff(int... tagsAndValues) {
        ByteBuffer tiff = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) (tagsAndValues.length / 2));
        for (int i = 0; i < tagsAndValues.length; i += 2) {
            tiff.putShort((short) tagsAndValues[i])
                    .putShort((short) 4)
                    .putInt(1)
                    .putInt(tagsAndValues[i + 1]);
        }
        return tiff.array();
    }

    @Test
    void refusesAnAvifAndABmpOfMorePixelsThanAreAllowed() {
        ByteBuffer avif = ByteBuffer.allocate(60);
        avif.putInt(20)
                .put("ftypavif".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(0);
        avif.putInt(20)
                .put("ispe".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(65_000)
                .putInt(65_000);
        assertThat(refusal(avif.array())).isEqualTo(Reason.TOO_MANY_PIXELS);

        ByteBuffer bmp = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put("BM".getBytes(StandardCharsets.US_ASCII))
                .position(14)
                .putInt(40)
                .putInt(50_000)
                .putInt(-50_000);
        assertThat(refusal(bmp.array())).isEqualTo(Reason.TOO_MANY_PIXELS);
    }

    @Test
    void passesOverMetadataOfAnySize() {
        // Given: a photo with 20 MB of comments
        byte[] photo = TestingPhotos.photo("budgerigar-baseline.jpg");
        ByteArrayOutputStream huge = new ByteArrayOutputStream();
        huge.write(photo, 0, 2);
        for (int i = 0; i < 320; i++) {
            huge.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xff, (byte) 0xff});
            huge.writeBytes(new byte[65_533]);
        }
        huge.write(photo, 2, photo.length - 2);

        // Then
        assertThat(engine.encoded(huge.toByteArray(), "web").width()).isEqualTo(1600);
    }
}

package dev.darkroom.webvariants;

import static dev.darkroom.webvariants.TestingPhotos.encode;
import static dev.darkroom.webvariants.TestingPhotos.photo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Refusal.Reason;
import dev.darkroom.operations.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.darkroom.webvariants.TestingEngine#present")
final class FormatsTest {
    private final TestingEngine engine;

    FormatsTest(TestingEngine engine) {
        this.engine = engine;
    }

    private Reason refusal(byte[] bytes) {
        assertThat(engine.process(bytes)).isInstanceOf(Refusal.class);
        return ((Refusal) engine.process(bytes)).reason();
    }

    private static byte[] cut(String photo) {
        byte[] whole = photo(photo);
        return Arrays.copyOf(whole, whole.length / 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "budgerigar-baseline.jpg",
                "wine-progressive-10mp.jpg",
                "tulips-alpha.png",
                "paintbrushes.webp",
                "puppies.gif"
            })
    void refusesHalfAFileAsTruncated(String name) {
        assertThat(refusal(cut(name))).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void takesAJpegThatLacksOnlyItsEndMarker() {
        byte[] whole = photo("budgerigar-baseline.jpg");
        assertThat(engine.process(Arrays.copyOf(whole, whole.length - 2))).isNotInstanceOf(Refusal.class);
    }

    @Test
    void refusesDamagedPictureDataAsCorrupt() {
        byte[] jpeg = photo("budgerigar-baseline.jpg");
        Arrays.fill(jpeg, 60_000, 60_100, (byte) 0);
        byte[] png = photo("tulips-alpha.png");
        png[200_000] ^= 1;
        assertThat(refusal(jpeg)).isEqualTo(Reason.CORRUPT);
        assertThat(refusal(png)).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void refusesMorePixelsThanAreAllowedBeforeDecodingAny() {
        assertThat(refusal(jpegHeader(0xc2, 64_250, 64_250))).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal(jpegHeader(0xc2, 10_000, 5_001))).isEqualTo(Reason.TOO_MANY_PIXELS);
        assertThat(refusal(jpegHeader(0xc0, 10_000, 10_001))).isEqualTo(Reason.TOO_MANY_PIXELS);
    }

    /** A JPEG that says how large it is, and then holds next to nothing. */
    private static byte[] jpegHeader(int frame, int width, int height) {
        return ByteBuffer.allocate(64)
                .putShort((short) 0xffd8)
                .putShort((short) (0xff00 | frame))
                .putShort((short) 17)
                .put((byte) 8)
                .putShort((short) height)
                .putShort((short) width)
                .put(new byte[] {3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0})
                .putShort((short) 0xffda)
                .array();
    }

    @Test
    void paintsTheFirstFrameOfAGifOnItsTransparentScreen() {
        // Given: the photo's own frame, on a screen that is larger by 100 px each way
        byte[] gif = photo("puppies.gif");
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 500)
                .putShort(8, (short) 701);

        // When
        BufferedImage web = engine.rendition(gif, "web");

        // Then
        assertThat(new Size(web.getWidth(), web.getHeight())).isEqualTo(new Size(500, 701));
        assertThat(web.getRGB(10, 10) >>> 24).isEqualTo(255);
        assertThat(web.getRGB(450, 650) >>> 24).isZero();
    }

    @Test
    void takesTheFirstFrameOfAnAnimatedWebp() {
        // When
        BufferedImage web = engine.rendition(animated(photo("paintbrushes.webp")), "web");

        // Then
        assertThat(new Size(web.getWidth(), web.getHeight())).isEqualTo(new Size(1365, 1074));
        assertThat(ReferenceRendering.psnr(web, engine.rendition(photo("paintbrushes.webp"), "web")))
                .isGreaterThan(50);
    }

    /** The photo as an animation of two frames, both of them it (RFC 9649, section 2.7). */
    private static byte[] animated(byte[] still) {
        int picture = still.length - 12;
        ByteBuffer webp = ByteBuffer.allocate(12 + 18 + 14 + 2 * (24 + picture));
        webp.order(ByteOrder.LITTLE_ENDIAN);
        webp.put(ascii("RIFF")).putInt(webp.capacity() - 8).put(ascii("WEBP"));
        webp.put(ascii("VP8X")).putInt(10).putInt(2).put(threeBytes(1364)).put(threeBytes(1073));
        webp.put(ascii("ANIM")).putInt(6).putInt(0).putShort((short) 0);
        for (int frame = 0; frame < 2; frame++) {
            webp.put(ascii("ANMF")).putInt(16 + picture).put(threeBytes(0)).put(threeBytes(0));
            webp.put(threeBytes(1364))
                    .put(threeBytes(1073))
                    .put(threeBytes(100))
                    .put((byte) 0);
            webp.put(still, 12, picture);
        }
        return webp.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] threeBytes(int value) {
        return new byte[] {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16)};
    }

    @Test
    void goesByThePictureThatLibwebpWouldDecode() {
        // Given: a lossless picture of 16383 px each way, then a lossy one of 16 px each way
        ByteBuffer webp = ByteBuffer.allocate(54).order(ByteOrder.LITTLE_ENDIAN);
        webp.put(ascii("RIFF")).putInt(46).put(ascii("WEBP"));
        webp.put(ascii("VP8L")).putInt(16).put((byte) 0x2f).putInt(16382 | 16382 << 14);
        webp.position(36).put(ascii("VP8 ")).putInt(10);
        webp.put(new byte[] {0x10, 0, 0, (byte) 0x9d, 1, 0x2a})
                .putShort((short) 16)
                .putShort((short) 16);

        // Then
        assertThat(refusal(webp.array())).isEqualTo(Reason.TOO_MANY_PIXELS);
    }

    @Test
    void doesNotDecodeAWebpWhosePictureHasAnotherSizeThanItsChunksSay() {
        // Given: a bare lossless picture of 16383 px each way, without a chunk around it, then a lossy chunk
        ByteBuffer webp = ByteBuffer.allocate(54).order(ByteOrder.LITTLE_ENDIAN);
        webp.put(ascii("RIFF")).putInt(46).put(ascii("WEBP"));
        webp.put((byte) 0x2f).putInt(16382 | 16382 << 14);
        webp.position(16).putInt(12);
        webp.position(32).put(ascii("VP8 ")).putInt(10);
        webp.put(new byte[] {0x10, 0, 0, (byte) 0x9d, 1, 0x2a})
                .putShort((short) 16)
                .putShort((short) 16);

        // Then
        assertThat(refusal(webp.array())).isEqualTo(Reason.CORRUPT);
    }

    @Test
    void readsAPngWithAPalette() {
        // Given
        BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_INDEXED);
        image.createGraphics().fillRect(0, 0, 30, 20);

        // Then
        assertThat(engine.rendition(encode(image, "png"), "web").getRGB(15, 10) & 0xffffff)
                .isEqualTo(0xffffff);
    }

    @Test
    void honoursTheTransparentColorOfAPng() {
        // Given: all white, and white is named as the transparent colour
        BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_3BYTE_BGR);
        image.createGraphics().fillRect(0, 0, 30, 20);
        byte[] png = withChunk(encode(image, "png"), "tRNS", new byte[] {0, -1, 0, -1, 0, -1});

        // Then
        assertThat(engine.encoded(png, "web").contentType()).isEqualTo("image/png");
        assertThat(engine.rendition(png, "web").getRGB(15, 10) >>> 24).isZero();
    }

    /** The PNG with a chunk put in after its header. */
    private static byte[] withChunk(byte[] png, String type, byte[] data) {
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 12);
        chunk.putInt(data.length).put(ascii(type)).put(data);
        CRC32 checksum = new CRC32();
        checksum.update(chunk.array(), 4, data.length + 4);
        chunk.putInt((int) checksum.getValue());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(png, 0, 33);
        whole.writeBytes(chunk.array());
        whole.write(png, 33, png.length - 33);
        return whole.toByteArray();
    }

    @Test
    void makesAnImageOfOnePixel() {
        BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
        assertThat(engine.encoded(encode(dot, "png"), "thumbnail").width()).isOne();
    }

    @Test
    void makesAVeryLongAndThinImage() {
        BufferedImage line = new BufferedImage(9000, 2, BufferedImage.TYPE_3BYTE_BGR);
        assertThat(engine.encoded(encode(line, "jpeg"), "thumbnail").height()).isOne();
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(refusal(new byte[0])).isEqualTo(Reason.UNSUPPORTED_TYPE);
    }
}

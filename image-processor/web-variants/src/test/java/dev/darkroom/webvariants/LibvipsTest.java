package dev.darkroom.webvariants;

import static dev.darkroom.webvariants.TestingPhotos.encode;
import static dev.darkroom.webvariants.TestingPhotos.photo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Refusal.Reason;
import dev.darkroom.imagefunction.Rendition;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only libvips can do. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@MethodSource("dev.darkroom.webvariants.TestingEngine#libvips")
final class LibvipsTest {
    private final TestingEngine engine;

    LibvipsTest(TestingEngine engine) {
        this.engine = engine;
    }

    /** 8 frames of a square that wanders, each 100 ms, made by libvips itself. */
    private byte[] animation() {
        int frames = 8;
        BufferedImage strip = new BufferedImage(30, 20 * frames, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < frames; i++) {
            strip.createGraphics().fillRect(3 * i, 20 * i + 5, 5, 5);
        }
        return TestingAnimation.gif(strip, frames);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "webp"})
    void keepsAllFramesOfAnAnimation(String type) {
        // When
        Rendition rendition = engine.encoded(
                animation(),
                "[{'name':'it','operations':[{'resize':{'width':15}}],'format':{'type':'" + type
                        + "','animated':true}}]",
                "it");

        // Then
        assertThat(rendition.height()).isEqualTo(10);
        assertThat(frames(rendition)).isEqualTo(8);
    }

    private static int frames(Rendition rendition) {
        try {
            return ImageFile.of(rendition.content().array()).frames();
        } catch (UnusableImageException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void takesTheFirstFrameOfAnAnimationThatIsNotToMove() {
        Rendition still = engine.encoded(animation(), "[{'name':'it','format':{'type':'png'}}]", "it");
        BufferedImage first = TestingPhotos.decode(still.content().array());
        assertThat(first.getHeight()).isEqualTo(20);
        assertThat(first.getRGB(2, 7) & 0xff).isEqualTo(255);
        assertThat(first.getRGB(20, 7) & 0xff).isZero();
    }

    @Test
    void writesAvifAndReadsItAgain() {
        // When
        Rendition avif = engine.encoded(
                photo("budgerigar-baseline.jpg"),
                "[{'name':'it','operations':[{'resize':{'width':320}}],'format':{'type':'avif','quality':60}}]",
                "it");
        BufferedImage back = engine.rendition(avif.content().array(), "web");

        // Then
        assertThat(avif.contentType()).isEqualTo("image/avif");
        BufferedImage jpeg = TestingPhotos.decode(engine.encoded(
                        photo("budgerigar-baseline.jpg"),
                        "[{'name':'it','operations':[{'resize':{'width':320}}],'format':{'type':'jpeg','quality':95}}]",
                        "it")
                .content()
                .array());
        assertThat(ReferenceRendering.ssim(back, jpeg)).isGreaterThan(0.9);
    }

    @Test
    void putsAWatermarkWhereItIsAskedFor() {
        // Given
        BufferedImage mark = new BufferedImage(10, 10, BufferedImage.TYPE_3BYTE_BGR);
        mark.createGraphics().fillRect(0, 0, 10, 10);
        String base64 = Base64.getEncoder().encodeToString(encode(mark, "png"));
        BufferedImage black = new BufferedImage(100, 60, BufferedImage.TYPE_3BYTE_BGR);

        // When
        Rendition marked = engine.encoded(
                encode(black, "png"),
                "[{'name':'it','operations':[{'watermark':{'image':'" + base64
                        + "','position':'south-east','width':20,'opacity':0.5}}],'format':{'type':'png'}}]",
                "it");

        // Then
        BufferedImage image = TestingPhotos.decode(marked.content().array());
        assertThat(image.getColorModel().hasAlpha()).isFalse();
        assertThat(image.getRGB(90, 50) & 0xff).isBetween(120, 135);
        assertThat(image.getRGB(70, 50) & 0xff).isZero();
        assertThat(image.getRGB(10, 10) & 0xff).isZero();
    }

    @Test
    void refusesAWatermarkThatIsNoImage() {
        assertThat(engine.process(
                        photo("cove-greyscale.png"), "[{'name':'it','operations':[{'watermark':{'image':'AQID'}}]}]"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.INVALID_OPERATIONS));
    }

    @Test
    void keepsTheCopyrightAloneWhenAsked() {
        // Given
        byte[] photo = withExif(photo("budgerigar-baseline.jpg"));

        // When
        String all = metadata(photo, "all");
        String copyright = metadata(photo, "copyright");
        String none = metadata(photo, "none");

        // Then
        assertThat(all).contains("Exif", "(c) Ann", "Nikonon");
        assertThat(copyright).contains("Exif", "(c) Ann").doesNotContain("Nikonon");
        assertThat(none).doesNotContain("Exif", "(c) Ann");
    }

    /** A camera's make and a copyright, each of eight bytes (EXIF 2.32, tags 0x010f and 0x8298). */
    private static byte[] withExif(byte[] jpeg) {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 24 + 4 + 16);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 2);
        tiff.putShort((short) 0x010f).putShort((short) 2).putInt(8).putInt(38);
        tiff.putShort((short) 0x8298).putShort((short) 2).putInt(8).putInt(46);
        tiff.putInt(0).put("Nikonon\0(c) Ann\0".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer whole = ByteBuffer.allocate(jpeg.length + 10 + tiff.capacity());
        whole.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (8 + tiff.capacity()));
        whole.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tiff.array());
        return whole.put(jpeg, 2, jpeg.length - 2).array();
    }

    private String metadata(byte[] photo, String metadata) {
        String operations = "[{'name':'it','operations':[{'resize':{'width':64}}],'metadata':'" + metadata + "'}]";
        byte[] bytes = engine.encoded(photo, operations, "it").content().array();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void enlargesAndCropsByAttentionWhenAsked() {
        Rendition large = engine.encoded(
                photo("cove-greyscale.png"),
                "[{'name':'it','operations':[{'resize':{'width':700,'height':900,'fit':'cover','enlarge':true,"
                        + "'position':'smart'}}]}]",
                "it");
        assertThat(large.width()).isEqualTo(700);
        assertThat(large.height()).isEqualTo(900);
    }

    @Test
    void doesNotMakeMorePixelsThanThereIsMemoryFor() {
        assertThat(engine.process(
                        photo("cove-greyscale.png"),
                        "[{'name':'it','operations':[{'resize':{'width':16384,'height':16384,'enlarge':true}}]}]"))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.INVALID_OPERATIONS);
                    assertThat(refusal.sentence()).contains("at most 100000000 are made");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>",
                "%PDF-1.4",
                "P6 1 1 255 abc",
                "#?RADIANCE",
                "v 1"
            })
    void readsOnlyTheFormatsOnItsList(String file) {
        Outcome outcome = engine.process(file.getBytes(StandardCharsets.US_ASCII));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_TYPE));
    }

    @Test
    void takesAFileThatIsAlsoAnArchiveForTheImageItIs() {
        // Given: a photo with a ZIP's end behind it, which would open as either
        ByteArrayOutputStream polyglot = new ByteArrayOutputStream();
        polyglot.writeBytes(photo("budgerigar-baseline.jpg"));
        polyglot.writeBytes("PK\5\6<script>".getBytes(StandardCharsets.ISO_8859_1));

        // When
        byte[] web = engine.encoded(polyglot.toByteArray(), "web").content().array();

        // Then
        assertThat(new String(web, StandardCharsets.ISO_8859_1)).doesNotContain("PK\5\6", "<script>");
    }

    @Test
    void readsBmpAndTiff() {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR);
        image.createGraphics().fillRect(0, 0, 20, 30);
        for (String type : new String[] {"bmp", "tiff"}) {
            BufferedImage web = engine.rendition(encode(image, type), "web");
            assertThat(web.getRGB(5, 15) & 0xff).as(type).isGreaterThan(250);
            assertThat(web.getRGB(35, 15) & 0xff).as(type).isLessThan(5);
        }
    }

    @Test
    void stopsWhenItIsCalledOff() {
        // Given
        Thread.currentThread().interrupt();

        // When
        Throwable thrown = catchThrowable();

        // Then
        assertThat(thrown).isInstanceOf(java.util.concurrent.CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private Throwable catchThrowable() {
        return org.assertj.core.api.Assertions.catchThrowable(
                () -> engine.process(photo("dandelions-progressive-16mp.jpg")));
    }

    @Test
    void isReplacedByTheFileThatTheEnvironmentNames() {
        Map<String, String> environment = Map.of("DARKROOM_LIBVIPS", "/opt/libvips.so", "LAMBDA_TASK_ROOT", "/nowhere");
        assertThat(VipsFile.find("", environment, "amd64")).contains(Path.of("/opt/libvips.so"));
        assertThat(VipsFile.find("none", environment, "amd64")).isEmpty();
        assertThat(VipsFile.find("", Map.of("LAMBDA_TASK_ROOT", "/nowhere"), "amd64"))
                .isEmpty();
    }

    @Test
    void leavesTheWorkToJavaWhenTheFileIsNotLibvips() {
        assertThat(Engines.choose(Optional.of(Path.of("/nowhere/libvips.so")))).isInstanceOf(JavaEngine.class);
        assertThat(Engines.choose(Optional.empty())).isInstanceOf(JavaEngine.class);
    }
}

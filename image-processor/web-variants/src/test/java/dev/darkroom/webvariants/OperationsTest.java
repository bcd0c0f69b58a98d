package dev.darkroom.webvariants;

import static dev.darkroom.webvariants.TestingPhotos.encode;
import static dev.darkroom.webvariants.TestingPhotos.photo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Refusal.Reason;
import dev.darkroom.imagefunction.Rendition;
import dev.darkroom.imagefunction.Renditions;
import dev.darkroom.operations.Size;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What operations do, with each engine. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.darkroom.webvariants.TestingEngine#present")
final class OperationsTest {
    private final TestingEngine engine;

    OperationsTest(TestingEngine engine) {
        this.engine = engine;
    }

    /** 40x20: red at the top left, green at the top right, blue at the bottom left, yellow at the bottom right. */
    private static byte[] quarters() {
        BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        Color[] colors = {Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW};
        for (int i = 0; i < 4; i++) {
            graphics.setColor(colors[i]);
            graphics.fillRect(i % 2 * 20, i / 2 * 10, 20, 10);
        }
        return encode(image, "png");
    }

    private BufferedImage made(byte[] image, String operations) {
        Rendition rendition = engine.encoded(
                image, "[{'name':'it','operations':[" + operations + "],'format':{'type':'png'}}]", "it");
        assertThat(rendition.contentType()).isEqualTo("image/png");
        BufferedImage made = TestingPhotos.decode(rendition.content().array());
        assertThat(new Size(made.getWidth(), made.getHeight()))
                .isEqualTo(new Size(rendition.width(), rendition.height()));
        return made;
    }

    /** The corners as letters: top left, top right, bottom left, bottom right. */
    private static String corners(BufferedImage image) {
        int right = image.getWidth() - 2;
        int bottom = image.getHeight() - 2;
        return letter(image.getRGB(1, 1))
                + letter(image.getRGB(right, 1))
                + letter(image.getRGB(1, bottom))
                + letter(image.getRGB(right, bottom));
    }

    private static String letter(int rgb) {
        boolean red = (rgb >> 16 & 0xff) > 127;
        boolean green = (rgb >> 8 & 0xff) > 127;
        boolean blue = (rgb & 0xff) > 127;
        return red && green ? "y" : red ? "r" : green ? "g" : blue ? "b" : "?";
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'flip':{'direction':'horizontal'}} | gryb | 40 | 20",
                "{'flip':{'direction':'vertical'}} | byrg | 40 | 20",
                "{'rotate':{'degrees':90}} | bryg | 20 | 40",
                "{'rotate':{'degrees':180}} | ybgr | 40 | 20",
                "{'rotate':{'degrees':270}} | gyrb | 20 | 40",
                "{'crop':{'left':20,'top':0,'width':20,'height':10}} | gggg | 20 | 10",
                "{'rotate':{'degrees':90}},{'crop':{'left':0,'top':0,'width':10,'height':20}} | bbbb | 10 | 20",
                "{'resize':{'width':20}} | rgby | 20 | 10",
                "{'rotate':{'degrees':90}},{'resize':{'width':10,'height':100}} | bryg | 10 | 20",
                "{'resize':{'width':20,'height':20,'fit':'fill'}} | rgby | 20 | 20",
                "{'resize':{'width':10,'height':10,'fit':'cover','position':'west'}} | rrbb | 10 | 10",
                "{'resize':{'width':10,'height':10,'fit':'cover','position':'east'}} | ggyy | 10 | 10",
                "{'resize':{'width':20}},{'crop':{'left':10,'top':5,'width':10,'height':5}} | yyyy | 10 | 5",
                "{'crop':{'left':0,'top':10,'width':40,'height':10}},{'resize':{'width':20}} | byby | 20 | 5",
                "{'blur':{'sigma':1}},{'sharpen':{}} | rgby | 40 | 20",
            })
    void areAppliedInTheirOrder(String operations, String corners, int width, int height) {
        // When
        BufferedImage made = made(quarters(), operations);

        // Then
        assertThat(corners(made)).isEqualTo(corners);
        assertThat(new Size(made.getWidth(), made.getHeight())).isEqualTo(new Size(width, height));
    }

    @Test
    void blurMixesAcrossAnEdgeAndSharpeningSteepensIt() {
        // Given
        BufferedImage edge = new BufferedImage(40, 40, BufferedImage.TYPE_3BYTE_BGR);
        edge.createGraphics().fillRect(20, 0, 20, 40);
        byte[] png = encode(edge, "png");

        // When
        BufferedImage blurred = made(png, "{'blur':{'sigma':4}}");
        BufferedImage sharpened = made(encode(blurred, "png"), "{'sharpen':{'sigma':2}}");

        // Then
        assertThat(blurred.getRGB(18, 20) & 0xff).isBetween(60, 120);
        assertThat(contrast(sharpened)).isGreaterThan(contrast(blurred));
    }

    private static int contrast(BufferedImage image) {
        return (image.getRGB(22, 20) & 0xff) - (image.getRGB(17, 20) & 0xff);
    }

    @Test
    void putsATransparentImageOnItsBackground() {
        // Given
        BufferedImage clear = new BufferedImage(10, 10, BufferedImage.TYPE_INT_ARGB);

        // When
        BufferedImage made = made(encode(clear, "png"), "{'background':{'color':'#336699'}}");

        // Then
        assertThat(made.getColorModel().hasAlpha()).isFalse();
        assertThat(made.getRGB(5, 5) & 0xffffff).isEqualTo(0x336699);
    }

    @Test
    void putsATransparentImageOnWhiteWhenItIsToBeAJpeg() {
        // Given
        BufferedImage clear = new BufferedImage(10, 10, BufferedImage.TYPE_INT_ARGB);

        // When
        Rendition jpeg = engine.encoded(encode(clear, "png"), "[{'name':'it','format':{'type':'jpeg'}}]", "it");

        // Then
        assertThat(jpeg.contentType()).isEqualTo("image/jpeg");
        assertThat(TestingPhotos.decode(jpeg.content().array()).getRGB(5, 5) & 0xffffff)
                .isEqualTo(0xffffff);
    }

    @Test
    void keepsWithinTheSizeAskedForByLoweringTheQuality() {
        // Given
        byte[] photo = photo("budgerigar-baseline.jpg");
        String within =
                "[{'name':'it','operations':[{'resize':{'width':800}}],'format':{'type':'jpeg','maxBytes':%d}}]";

        // When
        int unbounded = engine.encoded(photo, within.formatted(10_000_000), "it")
                .content()
                .size();
        int bounded = engine.encoded(photo, within.formatted(unbounded / 2), "it")
                .content()
                .size();

        // Then
        assertThat(bounded).isBetween(unbounded / 3, unbounded / 2);
        assertThat(engine.process(photo, within.formatted(600))).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.OTHER);
            assertThat(refusal.sentence()).contains("'it'", "maxBytes is 600", "raise it");
        });
    }

    @Test
    void writesWebp() {
        Rendition webp = engine.encoded(quarters(), "[{'name':'it','format':{'type':'webp','quality':95}}]", "it");
        assertThat(webp.contentType()).isEqualTo("image/webp");
        assertThat(corners(TestingPhotos.decode(webp.content().array()))).isEqualTo("rgby");
    }

    @Test
    void makesAllVariantsOfOneDecodeAndInTheOrderAskedFor() {
        // When
        Renditions made = (Renditions) engine.process(
                photo("nuthatch-baseline-20mp.jpg"),
                "[{'name':'small','operations':[{'resize':{'width':100}}]},"
                        + "{'name':'wide','operations':[{'resize':{'width':1000,'height':300,'fit':'cover'}}]},"
                        + "{'name':'part','operations':[{'crop':{'left':100,'top':100,'width':200,'height':200}}]}]");

        // Then
        assertThat(made.renditions())
                .extracting(it -> it.name() + " " + it.width() + "x" + it.height())
                .containsExactly("small 100x56", "wide 1000x300", "part 200x200");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "not JSON | The operations are not JSON",
                "[{'name':'it','operations':[{'crop':{'left':30,'top':0,'width':20,'height':10}}]}] "
                        + "| variant 'it', crop: the rectangle of 20x10 at 30,0 is not within the image of 40x20",
            })
    void refusesOperationsThatMakeNoSense(String operations, String sentence) {
        assertThat(engine.process(quarters(), operations)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.INVALID_OPERATIONS);
            assertThat(refusal.sentence()).startsWith(sentence);
        });
    }
}

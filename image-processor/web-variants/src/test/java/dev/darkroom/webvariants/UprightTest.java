package dev.darkroom.webvariants;

import static dev.darkroom.webvariants.TestingPhotos.decode;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Photos stored turned or mirrored come out upright, whatever is done to them, and when. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.darkroom.webvariants.TestingEngine#present")
final class UprightTest {
    /** More than the columns that are turned at a time, and no multiple of them. */
    private static final int LONG = 600;

    private static final int SHORT = 420;

    private static final Map<Character, Color> COLORS =
            Map.of('r', Color.RED, 'g', Color.GREEN, 'b', Color.BLUE, 'w', Color.WHITE);

    private final TestingEngine engine;

    UprightTest(TestingEngine engine) {
        this.engine = engine;
    }

    @ParameterizedTest(name = "EXIF value {0}")
    @CsvSource({
        "1, rg/bw",
        "2, gr/wb",
        "3, wb/gr",
        "4, bw/rg",
        "5, rb/gw",
        "6, br/wg",
        "7, wg/br",
        "8, gw/rb",
    })
    void comesOutUpright(int exif, String corners) {
        // Given
        byte[] stored = jpeg("rg/bw", exif);
        int width = exif < 5 ? LONG : SHORT;
        int height = exif < 5 ? SHORT : LONG;

        // Then
        seen(stored, "", width, height, corners);
        seen(stored, "{'resize':{'width':%d}}".formatted(width / 2), width / 2, height / 2, corners);
        seen(stored, "{'resize':{'width':60,'height':60,'fit':'fill'}}", 60, 60, corners);
        seen(stored, "{'resize':{'width':100,'height':100,'fit':'cover'}}", 100, 100, corners);
        seen(
                stored,
                "{'crop':{'left':0,'top':0,'width':%d,'height':%d}}".formatted(width / 2, height),
                width / 2,
                height,
                "" + corners.charAt(0) + corners.charAt(0) + "/" + corners.charAt(3) + corners.charAt(3));
        seen(
                stored,
                "{'flip':{'direction':'horizontal'}},{'resize':{'width':60,'height':60,'fit':'fill'}}",
                60,
                60,
                "" + corners.charAt(1) + corners.charAt(0) + "/" + corners.charAt(4) + corners.charAt(3));
    }

    private void seen(byte[] stored, String operations, int width, int height, String corners) {
        // When
        BufferedImage image = decode(engine.encoded(
                        stored, "[{'name':'it','operations':[" + operations + "],'format':{'type':'png'}}]", "it")
                .content()
                .array());

        // Then
        assertThat(image.getWidth()).as(operations).isEqualTo(width);
        assertThat(image.getHeight()).as(operations).isEqualTo(height);
        assertThat(corners(image)).as(operations).isEqualTo(corners);
    }

    private static String corners(BufferedImage image) {
        int right = image.getWidth() - 5;
        int bottom = image.getHeight() - 5;
        return "" + color(image, 4, 4) + color(image, right, 4) + "/" + color(image, 4, bottom)
                + color(image, right, bottom);
    }

    private static char color(BufferedImage image, int x, int y) {
        Color seen = new Color(image.getRGB(x, y));
        String bits = "" + seen.getRed() / 128 + seen.getGreen() / 128 + seen.getBlue() / 128;
        return switch (bits) {
            case "100" -> 'r';
            case "010" -> 'g';
            case "001" -> 'b';
            case "111" -> 'w';
            default -> '?';
        };
    }

    /** Four coloured quarters as they are stored, and the EXIF value that says how to turn them. */
    private static byte[] jpeg(String corners, int exif) {
        BufferedImage image = new BufferedImage(LONG, SHORT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 4; i++) {
            graphics.setColor(COLORS.get(corners.replace("/", "").charAt(i)));
            graphics.fillRect(i % 2 * LONG / 2, i / 2 * SHORT / 2, LONG / 2, SHORT / 2);
        }
        byte[] plain = TestingPhotos.encode(image, "jpeg");
        byte[] segment = ByteBuffer.allocate(36)
                .putShort((short) 0xffe1)
                .putShort((short) 34)
                .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
                .put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) exif, 0, 0})
                .putInt(0)
                .array();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(plain, 0, 2);
        bytes.writeBytes(segment);
        bytes.write(plain, 2, plain.length - 2);
        return bytes.toByteArray();
    }
}

package dev.darkroom.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.operations.Operation.Resize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OperationTest {
    @ParameterizedTest(name = "{0}x{1} {4} into {2}x{3}")
    @CsvSource({
        "4000, 3000, 1600, 1600, FIT, false, 1600, 1200, 1600, 1200",
        "3000, 4000, 1600, 1600, FIT, false, 1200, 1600, 1200, 1600",
        "100, 50, 1600, 1600, FIT, false, 100, 50, 100, 50",
        "100, 50, 1600, 1600, FIT, true, 1600, 800, 1600, 800",
        "10000, 1, 100, 100, FIT, false, 100, 1, 100, 1",
        "4000, 3000, 100, 400, FILL, false, 100, 400, 100, 400",
        "50, 3000, 100, 400, FILL, false, 50, 400, 50, 400",
        "4000, 3000, 200, 200, COVER, false, 267, 200, 200, 200",
        "100, 300, 200, 200, COVER, false, 100, 300, 100, 200",
        "100, 300, 200, 200, COVER, true, 200, 600, 200, 200",
    })
    void resizesInProportionAndEnlargesOnlyWhenAsked(
            int width,
            int height,
            int boxWidth,
            int boxHeight,
            Resize.Fit fit,
            boolean enlarge,
            int scaledWidth,
            int scaledHeight,
            int resultWidth,
            int resultHeight) {
        // Given
        Resize resize = new Resize(new Size(boxWidth, boxHeight), fit, Position.CENTER, enlarge);
        Size before = new Size(width, height);

        // Then
        assertThat(resize.scaled(before)).isEqualTo(new Size(scaledWidth, scaledHeight));
        assertThat(resize.after(before)).isEqualTo(new Size(resultWidth, resultHeight));
    }

    @Test
    void turnsWidthIntoHeight() {
        assertThat(new Operation.Rotate(90).after(new Size(3, 2))).isEqualTo(new Size(2, 3));
        assertThat(new Operation.Rotate(180).after(new Size(3, 2))).isEqualTo(new Size(3, 2));
    }

    @Test
    void cropsOnlyWithinTheImage() {
        Operation.Crop crop = new Operation.Crop(10, 10, new Size(5, 5));
        assertThatThrownBy(() -> crop.after(new Size(14, 20)))
                .hasMessage("crop: the rectangle of 5x5 at 10,10 is not within the image of 14x20");
    }

    @ParameterizedTest
    @CsvSource({"NORTH_WEST, 0, 0", "CENTER, 5, 10", "SOUTH_EAST, 10, 20", "EAST, 10, 10"})
    void placesARectangle(Position position, int left, int top) {
        assertThat(position.left(new Size(20, 30), new Size(10, 10))).isEqualTo(left);
        assertThat(position.top(new Size(20, 30), new Size(10, 10))).isEqualTo(top);
    }
}

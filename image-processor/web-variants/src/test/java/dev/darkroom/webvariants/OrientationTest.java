package dev.darkroom.webvariants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrientationTest {
    /** Each row: the value, and where EXIF says a stored 2 by 3 picture "ab/cd/ef" belongs when upright. */
    @ParameterizedTest
    @CsvSource({
        "1, ab/cd/ef",
        "2, ba/dc/fe",
        "3, fe/dc/ba",
        "4, ef/cd/ab",
        "5, ace/bdf",
        "6, eca/fdb",
        "7, fdb/eca",
        "8, bdf/ace"
    })
    void turnsUprightByExifValue(int value, String upright) {
        // Given
        byte[] exif = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) value, 0, 0};
        Picture stored = new Picture(2, 3, 1, new byte[] {'a', 'b', 'c', 'd', 'e', 'f'});

        // When
        Picture picture = Orientation.ofExif(exif, 0, exif.length).upright(stored);

        // Then
        assertThat(rows(picture)).isEqualTo(upright);
    }

    private static String rows(Picture picture) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < picture.samples().length; i++) {
            rows.append(i > 0 && i % picture.width() == 0 ? "/" : "").append((char) picture.samples()[i]);
        }
        return rows.toString();
    }

    @Test
    void passesOverExifThatMakesNoSense() {
        byte[] nonsense = {'I', 'I', 42, 0, -1, -1, -1, 127};
        assertThat(Orientation.ofExif(nonsense, 0, nonsense.length)).isEqualTo(Orientation.UPRIGHT);
    }
}

package dev.darkroom.webvariants;

import static dev.darkroom.webvariants.TestingPhotos.photo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.imagefunction.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without libvips there is less, and it says so. */
final class JavaLimitsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{'name':'a','format':{'type':'avif'}}] | format avif",
                "[{'name':'a','format':{'type':'gif'}}] | format gif",
                "[{'name':'a','metadata':'all'}] | keeping metadata",
                "[{'name':'a','operations':[{'watermark':{'image':'AQID'}}]}] | watermark",
                "[{'name':'a','operations':[{'resize':{'width':9,'enlarge':true}}]}] | resize with enlarge",
                "[{'name':'a','operations':[{'resize':{'width':9,'height':9,'fit':'cover','position':'smart'}}]}] "
                        + "| resize with position smart",
            })
    void namesWhatTakesLibvips(String operations, String what) {
        assertThat(TestingEngine.JAVA.process(photo("cove-greyscale.png"), operations))
                .isEqualTo(new Refusal(
                        Refusal.Reason.OTHER,
                        "Variant 'a': " + what + " takes libvips, and this environment was built without."));
    }
}

package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.darkroom.imagefunction.ImageFunction;
import dev.darkroom.imagefunction.ImageSource;
import dev.darkroom.imagefunction.Outcome;
import dev.darkroom.imagefunction.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FunctionsTest {
    private record Versioned(String name, String version) implements ImageFunction {
        @Override
        public Outcome apply(ImageSource source) {
            return new Refusal(Refusal.Reason.OTHER, version);
        }
    }

    private static Functions of(String... versions) {
        return new Functions(Stream.of(versions)
                .<ImageFunction>map(version -> new Versioned("crop", version))
                .toList());
    }

    @ParameterizedTest
    @CsvSource({"1 2 10, 10", "1.9 1.10, 1.10", "2-beta 2, 2", "2 2.0.1, 2.0.1", "2026-01-02 2026-01-10, 2026-01-10"})
    void takesTheLatestVersionWhenNoneIsNamed(String versions, String latest) {
        assertThat(of(versions.split(" ")).named("crop")).contains(new Versioned("crop", latest));
    }

    @Test
    void takesTheVersionThatIsNamed() {
        assertThat(of("1", "2").named("crop@1")).contains(new Versioned("crop", "1"));
        assertThat(of("1", "2").named("crop@3")).isEmpty();
    }

    @Test
    void refusesToStartWithTwoOfOneVersionOrWithANameNobodyCanAskFor() {
        assertThatIllegalStateException()
                .isThrownBy(() -> of("1", "1"))
                .withMessageContaining("Two image functions are named crop in version 1");
        assertThatIllegalStateException().isThrownBy(() -> of("1@2")).withMessageContaining("in version '1@2'");
        List<ImageFunction> nameless = List.of(new Versioned("Crop!", "1"));
        assertThatIllegalStateException().isThrownBy(() -> new Functions(nameless));
    }
}

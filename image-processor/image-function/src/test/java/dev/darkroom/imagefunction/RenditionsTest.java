package dev.darkroom.imagefunction;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RenditionsTest {
    private static final ImageBytes BYTES = ImageBytes.of(new byte[] {1});

    @Test
    void refusesNamesThatCannotBePartOfAKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rendition("../web", BYTES, "image/png", 1, 1))
                .withMessageContaining("'../web'");
    }

    @Test
    void refusesAContentTypeThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rendition("web", BYTES, "x".repeat(2_000_000), 1, 1))
                .withMessage("Rendition web has a content type that is none");
    }

    @Test
    void refusesTwoRenditionsOfOneName() {
        Rendition web = new Rendition("web", BYTES, "image/png", 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Renditions(List.of(web, web)))
                .withMessageContaining("[web, web]");
    }

    @Test
    void refusesToEndWellWithNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Renditions(List.of()));
    }
}

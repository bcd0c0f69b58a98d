package dev.darkroom.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecipeTest {
    private static final String EVERYTHING = """
            [{"name": "poster",
              "operations": [
                {"resize": {"width": 800, "height": 600, "fit": "cover", "position": "smart", "enlarge": true}},
                {"crop": {"left": 10, "top": 20, "width": 300, "height": 200}},
                {"rotate": {"degrees": 270}},
                {"flip": {"direction": "vertical"}},
                {"background": {"color": "#ffcc00"}},
                {"blur": {"sigma": 1.5}},
                {"sharpen": {}},
                {"watermark": {"image": "AQID", "position": "north-west", "width": 30, "opacity": 0.5}}],
              "format": {"type": "webp", "quality": 70, "maxBytes": 50000, "effort": 2, "animated": true},
              "metadata": "copyright"},
             {"name": "plain"}]
            """;

    @Test
    void readsEveryOperationAndEveryField() throws Exception {
        // When
        Recipe recipe = Recipe.parse(EVERYTHING);

        // Then
        assertThat(recipe.variants())
                .containsExactly(
                        new Variant(
                                "poster",
                                List.of(
                                        new Operation.Resize(
                                                new Size(800, 600), Operation.Resize.Fit.COVER, Position.SMART, true),
                                        new Operation.Crop(10, 20, new Size(300, 200)),
                                        new Operation.Rotate(270),
                                        new Operation.Flip(false),
                                        new Operation.Background(new Color(255, 204, 0)),
                                        new Operation.Blur(1.5),
                                        new Operation.Sharpen(1),
                                        new Operation.Watermark("AQID", Position.NORTH_WEST, 30, 0.5)),
                                new Format(Format.Type.WEBP, 70, OptionalInt.of(50_000), OptionalInt.of(2), true),
                                Metadata.COPYRIGHT),
                        new Variant("plain", List.of(), Format.DEFAULT, Metadata.NONE));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{ | The operations are not JSON: ",
                "{} | The operations must be a JSON list of 1 to 20 variants, but are {}",
                "[] | The operations must be a JSON list of 1 to 20 variants, but are 0 of them",
                "[] [] | The operations are not JSON: ",
                "[7] | variant 1: must be a JSON object, but is 7",
                "[{}] | variant 1: name must be a text, but is missing",
                "[{'name':'Web'}] | variant 1: name must be 1 to 64 lower-case letters, digits and hyphens, but is 'Web'",
                "[{'name':'../x'}] | variant 1: name must be",
                "[{'name':'a'},{'name':'a'}] | Two variants are named 'a'",
                "[{'name':'a','name':'b'}] | The operations are not JSON: Duplicate field 'name'",
                "[{'name':'a','size':1}] | variant 'a': there is no 'size'; there are format, metadata, name, operations",
                "[{'name':'a','metadata':'some'}] | variant 'a': metadata must be one of none, copyright, all, but is",
                "[{'name':'a','operations':[{'zoom':{}}]}] | variant 'a', operation 1 (zoom): there is no such operation",
                "[{'name':'a','operations':[{'flip':{'direction':'vertical'}},{'resize':{}}]}] | variant 'a', operation 2 (resize): width, height or both must be given",
                "[{'name':'a','operations':[{'resize':{'width':0}}]}] | variant 'a', operation 1 (resize): width must be a whole number from 1 to 16384, but is 0",
                "[{'name':'a','operations':[{'resize':{'width':1e9}}]}] | variant 'a', operation 1 (resize): width must be a whole number",
                "[{'name':'a','operations':[{'resize':{'width':10,'fit':'cover'}}]}] | variant 'a', operation 1 (resize): fill and cover need both",
                "[{'name':'a','operations':[{'resize':{'width':10,'position':'north'}}]}] | variant 'a', operation 1 (resize): position goes with fit 'cover' only",
                "[{'name':'a','operations':[{'rotate':{'degrees':100}}]}] | variant 'a', operation 1 (rotate): degrees must be 90, 180 or 270, but is 100",
                "[{'name':'a','operations':[{'background':{'color':'red'}}]}] | variant 'a', operation 1 (background): color must be like #ffcc00, but is 'red'",
                "[{'name':'a','operations':[{'blur':{'sigma':1000}}]}] | variant 'a', operation 1 (blur): sigma must be a number from 0.3 to 100, but is 1000",
                "[{'name':'a','operations':[{'watermark':{'image':'%'}}]}] | variant 'a', operation 1 (watermark): image must be an image file in base64",
                "[{'name':'a','format':{'type':'bmp'}}] | variant 'a', format: type must be one of auto, jpeg, png, webp, avif, gif, but is ~bmp~",
                "[{'name':'a','format':{'type':'png','quality':3}}] | variant 'a', format: quality and maxBytes go with jpeg, webp and avif only",
                "[{'name':'a','format':{'type':'jpeg','animated':true}}] | variant 'a', format: animated goes with webp and gif only",
            })
    void saysWhichVariantAndWhichOperationIsWrong(String json, String complaint) {
        assertThatThrownBy(() -> Recipe.parse(json.replace('\'', '"')))
                .isInstanceOf(InvalidOperationsException.class)
                .hasMessageStartingWith(complaint.replace('~', '"'));
    }

    @Test
    void answersMutatedTextWithARecipeOrAComplaintThatFitsIntoAnEvent() {
        long seed = Long.getLong("darkroom.seed", 20260102);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            // Given
            StringBuilder text = new StringBuilder(EVERYTHING);
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.setCharAt(random.nextInt(text.length()), "{}[]\",:0123eE-ax".charAt(random.nextInt(16)));
            }

            // When
            String complaint = complaint(text.toString());

            // Then
            assertThat(complaint.length())
                    .as("seed %d, round %d: %s", seed, round, complaint)
                    .isLessThan(600);
        }
    }

    private static String complaint(String text) {
        try {
            Recipe.parse(text);
            return "";
        } catch (InvalidOperationsException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void takesNoTextWithoutBound() {
        assertThatThrownBy(() -> Recipe.parse(" ".repeat(Recipe.LONGEST_TEXT + 1)))
                .hasMessage("The operations have 262145 characters; at most 262144 are taken");
        assertThatThrownBy(() -> Recipe.parse("[".repeat(1000))).hasMessageStartingWith("The operations are not JSON");
    }
}

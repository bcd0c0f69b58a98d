package dev.darkroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** The README's table of options is the ConfigDef's. {@code -Dreadme.update=true} writes it anew. */
final class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- options: begin -->\n";
    private static final String END = "<!-- options: end -->\n";

    @Test
    void showsEveryOptionAsItIsDefined() throws IOException {
        // Given
        String options = options(SinkConfig.definition().configKeys().values());
        String readme = Files.readString(README);
        String before = readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length());
        String after = readme.substring(readme.indexOf(END));

        // When
        if (Boolean.getBoolean("readme.update")) {
            Files.writeString(README, before + options + after);
        }

        // Then
        assertThat(Files.readString(README))
                .as("README.md differs from the ConfigDef; run the tests with -Dreadme.update=true")
                .isEqualTo(before + options + after);
    }

    private static String options(Collection<ConfigDef.ConfigKey> keys) {
        StringBuilder table = new StringBuilder("| option | type | default | meaning |\n|---|---|---|---|\n");
        keys.stream().map(ReadmeTest::row).forEach(table::append);
        return table.toString();
    }

    private static String row(ConfigDef.ConfigKey key) {
        String legal = key.validator == null || key.validator.toString().startsWith("non-empty")
                ? ""
                : " Legal: `" + key.validator + "`.";
        return "| `%s` | %s | %s | %s%s |\n"
                .formatted(
                        key.name,
                        key.type.toString().toLowerCase(Locale.ROOT),
                        defaultOf(key),
                        key.documentation,
                        legal);
    }

    private static String defaultOf(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        return key.defaultValue == null ? "" : "`" + key.defaultValue + "`";
    }
}

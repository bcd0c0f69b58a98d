package dev.darkroom.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.Compatibility;

final class GlueSettingsTest {
    @Test
    void hasDefaults() {
        // When
        GlueSettings settings = GlueSettings.fromEnvironment(Map.of());

        // Then
        assertThat(settings.registryName()).isEqualTo("darkroom");
        assertThat(settings.autoRegistration()).isFalse();
        assertThat(settings.compatibility()).isEqualTo(Compatibility.FULL_ALL);
        assertThat(settings.region()).isEmpty();
        assertThat(settings.endpoint()).isEmpty();
    }

    @Test
    void readsTheEnvironment() {
        // When
        GlueSettings settings = GlueSettings.fromEnvironment(
                Map.of("SCHEMA_REGISTRY_NAME", "studio", "SCHEMA_AUTO_REGISTRATION", "TRUE"));

        // Then
        assertThat(settings.registryName()).isEqualTo("studio");
        assertThat(settings.autoRegistration()).isTrue();
    }

    @Test
    void refusesWhatItCannotUnderstand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GlueSettings.fromEnvironment(Map.of("SCHEMA_AUTO_REGISTRATION", "yes")))
                .withMessage("SCHEMA_AUTO_REGISTRATION is true or false, not yes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GlueSettings.fromEnvironment(Map.of("SCHEMA_REGISTRY_NAME", " ")))
                .withMessageContaining("SCHEMA_REGISTRY_NAME");
    }
}

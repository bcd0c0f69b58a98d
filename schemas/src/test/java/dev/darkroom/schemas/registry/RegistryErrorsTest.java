package dev.darkroom.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistryErrorsTest {
    private static final UUID VERSION = new UUID(1, 2);

    private final RegistryErrors errors = new RegistryErrors(GlueSettings.ofRegistry("darkroom"));

    @ParameterizedTest
    @ValueSource(strings = {"FAILURE", "DELETING"})
    void aVersionThatWillNeverBeReadableIsTheRecordsFault(String status) {
        // When
        SchemaRegistryException error = errors.unusable(VERSION, status);

        // Then
        assertThat(error)
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessage("Schema version %s is %s in registry darkroom, so nothing can be read with it"
                        .formatted(VERSION, status));
    }

    @Test
    void aVersionStillBeingCheckedMayBeReadableLater() {
        // When
        SchemaRegistryException error = errors.unusable(VERSION, "PENDING");

        // Then
        assertThat(error).isNotInstanceOf(UnknownSchemaException.class);
        assertThat(error.retriable()).isTrue();
    }

    @Test
    void aStatusNobodyKnowsYetIsNoReasonToSetRecordsAside() {
        // When
        SchemaRegistryException error = errors.unusable(VERSION, "ARCHIVED");

        // Then
        assertThat(error).isNotInstanceOf(UnknownSchemaException.class);
    }
}

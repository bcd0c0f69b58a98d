package dev.darkroom.cli.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {
    private final Secrets secrets = new Secrets(Set.of("pass.phrase"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pass.phrase",
                "aws.secret.access.key",
                "aws.access.key.id",
                "consumer.override.sasl.jaas.config",
                "value.converter.basic.auth.credentials",
                "transforms.sign.apiKey",
                "header.converter.token"
            })
    void hidesWhatIsDeclaredAPasswordOrNamedLikeASecret(String setting) {
        assertThat(secrets.mask(setting, "value")).isEqualTo(Secrets.HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"topics", "key.converter", "hash.key.attribute", "s3.credentials.provider.class", "table.name"})
    void showsWhatIsNone(String setting) {
        assertThat(secrets.mask(setting, "value")).isEqualTo("value");
    }

    @Test
    void showsWhereASecretIsTakenFrom() {
        assertThat(secrets.mask("pass.phrase", "${env:PASS_PHRASE}")).isEqualTo("${env:PASS_PHRASE}");
    }
}

package dev.darkroom.dynamodb.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;

final class ConnectionSettingsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/writers/sink";

    @Test
    void hasDefaultsForEverything() {
        // When
        ConnectionSettings settings = Options.connection(Map.of());

        // Then
        assertThat(settings)
                .isEqualTo(new ConnectionSettings(
                        new EndpointSettings(Optional.empty(), Optional.empty(), Optional.empty(), false),
                        new CredentialSettings(Optional.empty(), Optional.empty(), Optional.empty()),
                        new HttpSettings(Duration.ofSeconds(10), Duration.ofSeconds(5), Optional.empty())));
    }

    @Test
    void readsEveryOption() {
        // Given
        Map<String, String> options = Map.ofEntries(
                Map.entry("aws.region", "eu-west-1"),
                Map.entry("aws.endpoint", "http://127.0.0.1:8000"),
                Map.entry("aws.s3.endpoint", "https://s3.example.com"),
                Map.entry("aws.fips", "true"),
                Map.entry("aws.access.key.id", "id"),
                Map.entry("aws.secret.access.key", "secret"),
                Map.entry("aws.session.token", "token"),
                Map.entry("aws.profile", "writer"),
                Map.entry("aws.assume.role.arn", ROLE),
                Map.entry("aws.assume.role.external.id", "ext"),
                Map.entry("aws.assume.role.session.name", "name"),
                Map.entry("proxy.url", "http://proxy:3128"),
                Map.entry("proxy.user", "user"),
                Map.entry("proxy.password", "password"),
                Map.entry("request.timeout.ms", "1"),
                Map.entry("connect.timeout.ms", "2"));

        // When
        ConnectionSettings settings = Options.connection(options);

        // Then
        assertThat(options.keySet()).isEqualTo(Options.CONNECTION.definition().names());
        assertThat(settings)
                .isEqualTo(new ConnectionSettings(
                        new EndpointSettings(
                                Optional.of(Region.EU_WEST_1),
                                Optional.of(URI.create("http://127.0.0.1:8000")),
                                Optional.of(URI.create("https://s3.example.com")),
                                true),
                        new CredentialSettings(
                                Optional.of(new StaticKey(
                                        "id", new Password("secret"), Optional.of(new Password("token")))),
                                Optional.of("writer"),
                                Optional.of(new RoleSettings(ROLE, Optional.of("ext"), "name"))),
                        new HttpSettings(
                                Duration.ofMillis(1),
                                Duration.ofMillis(2),
                                Optional.of(new ProxySettings(
                                        URI.create("http://proxy:3128"),
                                        Optional.of(new ProxySettings.Login("user", new Password("password"))))))));
    }

    @Test
    void hidesSecretsAsText() {
        // When
        String text = Options.connection(Map.of(
                        "aws.access.key.id", "id",
                        "aws.secret.access.key", "s3cret",
                        "aws.session.token", "t0ken",
                        "proxy.url", "http://proxy:3128",
                        "proxy.user", "user",
                        "proxy.password", "passw0rd"))
                .toString();

        // Then
        assertThat(text).doesNotContain("s3cret", "t0ken", "passw0rd");
    }

    @ParameterizedTest
    @CsvSource({
        "aws.region, EU West",
        "aws.region, ''",
        "aws.endpoint, localhost:8000",
        "aws.endpoint, http://user@host",
        "aws.s3.endpoint, s3://bucket",
        "aws.fips, perhaps",
        "aws.access.key.id, ''",
        "aws.profile, ''",
        "aws.assume.role.arn, arn:aws:iam::123456789012:user/sink",
        "aws.assume.role.external.id, a b",
        "aws.assume.role.session.name, x",
        "proxy.url, https://proxy:3128",
        "proxy.url, http://proxy",
        "proxy.url, http://user:password@proxy:3128",
        "request.timeout.ms, 0",
        "connect.timeout.ms, 0",
        "connect.timeout.ms, 2147483648"
    })
    void refusesWhatNoOtherOptionCouldMakeRight(String option, String value) {
        assertThatThrownBy(() -> Options.CONNECTION.with(Map.of(option, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws.access.key.id     | aws.access.key.id=id",
                "aws.access.key.id     | aws.access.key.id=id aws.secret.access.key=",
                "aws.secret.access.key | aws.secret.access.key=s",
                "aws.session.token     | aws.session.token=t",
                "aws.profile           | aws.profile=p aws.access.key.id=id aws.secret.access.key=s",
                "aws.assume.role.external.id  | aws.assume.role.external.id=ext",
                "aws.assume.role.session.name | aws.assume.role.session.name=name",
                "proxy.user     | proxy.user=u proxy.password=p",
                "proxy.user     | proxy.user=u proxy.url=http://proxy:1",
                "proxy.password | proxy.password=p proxy.url=http://proxy:1",
                "aws.endpoint    | aws.fips=true aws.endpoint=http://host",
                "aws.s3.endpoint | aws.fips=true aws.s3.endpoint=http://host"
            })
    void saysAtItsOwnKeyWhatDoesNotGoWithAnother(String option, String options) {
        assertThat(Options.CONNECTION.problemsOf(parse(options), ConnectionSettings::problems))
                .containsExactly(option);
    }

    @ParameterizedTest
    @CsvSource({
        "aws.access.key.id=id aws.secret.access.key=s aws.session.token=t",
        "aws.access.key.id=id aws.secret.access.key=s aws.assume.role.arn=arn:aws-us-gov:iam::123456789012:role/r",
        "aws.profile=p aws.assume.role.arn=arn:aws:iam::123456789012:role/r aws.assume.role.external.id=ext",
        "proxy.url=http://proxy:1 proxy.user=u proxy.password=p aws.fips=true"
    })
    void hasNothingAgainstWhatGoesTogether(String options) {
        assertThat(Options.CONNECTION.problemsOf(parse(options), ConnectionSettings::problems))
                .isEmpty();
    }

    private static Map<String, String> parse(String options) {
        Map<String, String> parsed = new HashMap<>();
        for (String option : options.split(" ", -1)) {
            int equals = option.indexOf('=');
            parsed.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return parsed;
    }
}

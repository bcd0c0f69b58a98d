package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An access key; as text it hides its secrets. */
record StaticKey(String id, Password secret, Optional<Password> sessionToken) {
    static final String ID = "aws.access.key.id";
    static final String SECRET = "aws.secret.access.key";
    static final String SESSION_TOKEN = "aws.session.token";

    static void define(ConfigDef definition, String group, int order) {
        definition
                .define(
                        ID,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Access key to ask AWS with. Without it, nor " + CredentialSettings.PROFILE
                                + ", the AWS SDK looks: environment, profile, role of the service account, container or"
                                + " instance.",
                        group,
                        order,
                        Width.MEDIUM,
                        "Access key")
                .define(
                        SECRET,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.MEDIUM,
                        "Secret of " + ID + ".",
                        group,
                        order + 1,
                        Width.MEDIUM,
                        "Secret access key")
                .define(
                        SESSION_TOKEN,
                        ConfigDef.Type.PASSWORD,
                        null,
                        Importance.LOW,
                        "Session token of " + ID + " if that is a temporary one; it is not renewed.",
                        group,
                        order + 2,
                        Width.MEDIUM,
                        "Session token");
    }

    static Optional<StaticKey> from(AbstractConfig config) {
        return Optional.ofNullable(config.getString(ID))
                .map(id -> new StaticKey(
                        id,
                        config.getPassword(SECRET),
                        Optional.ofNullable(config.getPassword(SESSION_TOKEN))
                                .filter(token -> !token.value().isEmpty())));
    }

    static List<Problem> problems(AbstractConfig config) {
        Together options = new Together(config);
        return Stream.of(options.needs(ID, SECRET), options.needs(SECRET, ID), options.needs(SESSION_TOKEN, ID))
                .flatMap(Optional::stream)
                .toList();
    }

    AwsCredentialsProvider provider() {
        return StaticCredentialsProvider.create(
                sessionToken.isPresent()
                        ? AwsSessionCredentials.create(
                                id, secret.value(), sessionToken.get().value())
                        : AwsBasicCredentials.create(id, secret.value()));
    }
}

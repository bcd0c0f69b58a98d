package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** As whom AWS is asked: the SDK's default chain, a profile or a key, and with it as a role if one is given. */
record CredentialSettings(Optional<StaticKey> key, Optional<String> profile, Optional<RoleSettings> role) {
    static final String PROFILE = "aws.profile";

    static final String GROUP = "Credentials";

    static void define(ConfigDef definition) {
        StaticKey.define(definition, GROUP, 1);
        definition.define(
                PROFILE,
                ConfigDef.Type.STRING,
                null,
                new ConfigDef.NonEmptyString(),
                Importance.MEDIUM,
                "Profile to take credentials from, and the region unless " + EndpointSettings.REGION
                        + " is set, in the worker's ~/.aws/config and credentials (AWS_CONFIG_FILE,"
                        + " AWS_SHARED_CREDENTIALS_FILE).",
                GROUP,
                4,
                Width.MEDIUM,
                "Profile");
        RoleSettings.define(definition, GROUP, 5);
    }

    static CredentialSettings from(AbstractConfig config) {
        return new CredentialSettings(
                StaticKey.from(config), Optional.ofNullable(config.getString(PROFILE)), RoleSettings.from(config));
    }

    static List<Problem> problems(AbstractConfig config) {
        return Stream.of(
                        StaticKey.problems(config).stream(),
                        new Together(config).excludes(PROFILE, StaticKey.ID).stream(),
                        RoleSettings.problems(config).stream())
                .flatMap(problems -> problems)
                .toList();
    }

    /**
     * What gives the credentials, fresh as long as they are asked for; the client it is given to closes it.
     *
     * @throws SdkException when they cannot be had
     */
    AwsCredentialsProvider open(EndpointSettings endpoints, HttpSettings http) {
        AwsCredentialsProvider base = base();
        try {
            return role.<AwsCredentialsProvider>map(settings -> settings.assumedWith(base, this, endpoints, http))
                    .orElse(base);
        } catch (SdkException e) {
            close(base);
            throw e;
        }
    }

    /** What to change when there are no credentials. */
    String advice() {
        if (role.isPresent()) {
            return role.get().advice();
        }
        if (profile.isPresent()) {
            return "check that the worker's AWS files have the profile " + profile.get() + " of " + PROFILE
                    + ", with credentials, and that the region is there or at " + EndpointSettings.REGION;
        }
        return key.isPresent()
                ? "set " + EndpointSettings.REGION + " or AWS_REGION"
                : "set " + EndpointSettings.REGION + " or AWS_REGION, and give the worker AWS credentials (role,"
                        + " environment or profile) or set " + StaticKey.ID + " and " + StaticKey.SECRET;
    }

    static void close(@Nullable AwsCredentialsProvider provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    private AwsCredentialsProvider base() {
        if (key.isPresent()) {
            return key.get().provider();
        }
        return profile.<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}

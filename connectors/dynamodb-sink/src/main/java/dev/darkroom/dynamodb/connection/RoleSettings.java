package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** The role to assume. Source of the forms: AWS STS API reference, AssumeRole. */
record RoleSettings(String arn, Optional<String> externalId, String sessionName) {
    static final String ARN = "aws.assume.role.arn";
    static final String EXTERNAL_ID = "aws.assume.role.external.id";
    static final String SESSION_NAME = "aws.assume.role.session.name";

    private static final String DEFAULT_SESSION_NAME = "dynamodb-sink";

    static void define(ConfigDef definition, String group, int order) {
        definition
                .define(
                        ARN,
                        ConfigDef.Type.STRING,
                        null,
                        TextForm.matching(
                                "arn:aws[a-z-]*:iam::[0-9]{12}:role/\\S+", "arn:aws:iam::<account>:role/<name>"),
                        Importance.MEDIUM,
                        "Role to assume, with whichever credentials the other options give; its sessions are renewed"
                                + " in time.",
                        group,
                        order,
                        Width.LONG,
                        "Role")
                .define(
                        EXTERNAL_ID,
                        ConfigDef.Type.STRING,
                        null,
                        TextForm.matching("[\\w+=,.@:/-]{2,1224}", "2 to 1224 letters, digits, _ + = , . @ : / -"),
                        Importance.LOW,
                        "External id that the role asks of whoever assumes it.",
                        group,
                        order + 1,
                        Width.MEDIUM,
                        "External id")
                .define(
                        SESSION_NAME,
                        ConfigDef.Type.STRING,
                        null,
                        TextForm.matching("[\\w+=,.@-]{2,64}", "2 to 64 letters, digits, _ + = , . @ -"),
                        Importance.LOW,
                        "Name of the role's sessions in AWS's logs. Without it, " + DEFAULT_SESSION_NAME + ".",
                        group,
                        order + 2,
                        Width.MEDIUM,
                        "Session name");
    }

    static Optional<RoleSettings> from(AbstractConfig config) {
        return Optional.ofNullable(config.getString(ARN))
                .map(arn -> new RoleSettings(
                        arn,
                        Optional.ofNullable(config.getString(EXTERNAL_ID)),
                        Optional.ofNullable(config.getString(SESSION_NAME)).orElse(DEFAULT_SESSION_NAME)));
    }

    static List<Problem> problems(AbstractConfig config) {
        Together options = new Together(config);
        List<Problem> problems = new ArrayList<>();
        options.needs(EXTERNAL_ID, ARN).ifPresent(problems::add);
        options.needs(SESSION_NAME, ARN).ifPresent(problems::add);
        return problems;
    }

    /** @throws SdkException when there is no region to ask in */
    AssumedRole assumedWith(
            AwsCredentialsProvider base,
            CredentialSettings credentials,
            EndpointSettings endpoints,
            HttpSettings http) {
        StsClientBuilder sts = StsClient.builder()
                .credentialsProvider(base)
                .fipsEnabled(endpoints.fips() ? Boolean.TRUE : null)
                .httpClientBuilder(http.clientBuilder(1))
                .overrideConfiguration(overrides -> {
                    overrides.apiCallAttemptTimeout(http.requestTimeout());
                    credentials.profile().ifPresent(overrides::defaultProfileName);
                });
        endpoints.region().ifPresent(sts::region);
        return AssumedRole.of(
                sts.build(),
                AssumeRoleRequest.builder()
                        .roleArn(arn)
                        .roleSessionName(sessionName)
                        .externalId(externalId.orElse(null))
                        .build());
    }

    String advice() {
        return "the role of " + ARN + " could not be assumed; check it, " + EXTERNAL_ID + " and "
                + EndpointSettings.REGION + ", and that the worker's credentials are allowed sts:AssumeRole on it";
    }
}

package dev.darkroom.dynamodb.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.dynamodb.connection.RecordingEndpoint.Answer;
import dev.darkroom.dynamodb.connection.RecordingEndpoint.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** As whom requests are signed, seen from the other end. */
final class CredentialsTest {
    private static final Map<String, String> KEY =
            Map.of("aws.access.key.id", "AKIAOFTHETEST", "aws.secret.access.key", "s3cret");
    private static final Map<String, String> ROLE = Map.of(
            "aws.assume.role.arn", "arn:aws:iam::123456789012:role/sink",
            "aws.assume.role.external.id", "ext",
            "aws.assume.role.session.name", "writers");

    private final RecordingEndpoint dynamoDb =
            RecordingEndpoint.answering(request -> Answer.json("{\"TableNames\":[]}"));

    private final SystemProperties properties = new SystemProperties();

    @AfterEach
    void stop() {
        properties.close();
        dynamoDb.close();
    }

    @Test
    void signsWithTheDefaultChain() {
        // When
        ask(Map.of(), Map.of());

        // Then: what the build gives tests as system properties
        assertThat(dynamoDb.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.authorization()).contains("Credential=test/"));
    }

    @Test
    void signsWithTheKeyAndItsSessionToken() {
        // When
        ask(KEY, Map.of("aws.session.token", "t0ken"));

        // Then
        assertThat(dynamoDb.requests()).singleElement().satisfies(request -> {
            assertThat(request.authorization()).contains("Credential=AKIAOFTHETEST/");
            assertThat(request.sessionToken()).isEqualTo("t0ken");
        });
    }

    @Test
    void signsWithTheProfileInTheProfilesRegion(@TempDir Path directory) throws IOException {
        // Given
        Path config = Files.writeString(directory.resolve("config"), """
                [profile writer]
                region = ap-south-1
                aws_access_key_id = AKIAOFPROFILE
                aws_secret_access_key = s3cret
                """);
        properties.set("aws.configFile", config);
        properties.set("aws.sharedCredentialsFile", directory.resolve("none"));

        // When
        try (DynamoDbClient client = Options.connection(Map.of(
                        "aws.profile", "writer", "aws.endpoint", dynamoDb.url().toString()))
                .connect(1)) {
            client.listTables();
        }

        // Then
        assertThat(dynamoDb.requests())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.authorization()).contains("Credential=AKIAOFPROFILE/", "/ap-south-1/"));
    }

    @Test
    void namesTheProfileThatIsMissing(@TempDir Path directory) {
        // Given
        properties.set("aws.configFile", directory.resolve("none"));
        properties.set("aws.sharedCredentialsFile", directory.resolve("none"));

        // When, Then
        assertThatThrownBy(() -> ask(Map.of("aws.profile", "writer"), Map.of()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("profile writer of aws.profile");
    }

    @Test
    void assumesTheRoleWithTheBaseCredentialsAndRenewsItsSessionInTime() {
        // Given: sessions that are about to end when they begin
        try (RecordingEndpoint sts = sts(Duration.ofSeconds(30));
                DynamoDbClient client = connection(KEY, ROLE).connect(1)) {
            int atFirst = sts.requests().size();

            // When
            client.listTables();
            client.listTables();

            // Then
            assertThat(sts.requests()).hasSizeGreaterThan(atFirst);
            assertThat(sts.requests()).allSatisfy(request -> {
                assertThat(request.authorization()).contains("Credential=AKIAOFTHETEST/", "/eu-west-1/sts/");
                assertThat(request.body())
                        .contains("Action=AssumeRole", "role%2Fsink", "ExternalId=ext", "RoleSessionName=writers");
            });
            assertThat(dynamoDb.requests())
                    .extracting(Request::sessionToken)
                    .containsExactly(
                            "token-" + (sts.requests().size() - 1),
                            "token-" + sts.requests().size());
            assertThat(dynamoDb.requests())
                    .allSatisfy(request -> assertThat(request.authorization()).contains("Credential=ASIAOFROLE/"));
        }
    }

    @Test
    void keepsASessionThatLasts() {
        // Given
        try (RecordingEndpoint sts = sts(Duration.ofHours(1));
                DynamoDbClient client = connection(KEY, ROLE).connect(1)) {
            // When
            client.listTables();
            client.listTables();

            // Then
            assertThat(sts.requests()).hasSize(1);
        }
    }

    @Test
    void closesTheWayToTheRoleWithTheClient() {
        // Given
        try (RecordingEndpoint sts = sts(Duration.ofHours(1))) {
            DynamoDbClient client = connection(KEY, ROLE).connect(1);
            AssumedRole role = (AssumedRole) client.serviceClientConfiguration().credentialsProvider();

            // When
            client.close();

            // Then
            assertThatThrownBy(() -> role.sts().getCallerIdentity()).isInstanceOf(RejectedExecutionException.class);
            assertThat(sts.requests()).hasSize(1);
        }
    }

    @Test
    void namesTheRoleThatCannotBeAssumedAndNoSecret() {
        // Given
        try (RecordingEndpoint sts = sts(request -> new Answer(403, "text/xml", """
                        <ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>
                        """))) {
            // When, Then
            assertThatThrownBy(() -> connection(KEY, ROLE).connect(1))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContainingAll("aws.assume.role.arn", "sts:AssumeRole")
                    .satisfies(e -> assertThat(e).asString().doesNotContain("s3cret"));
            assertThat(sts.requests()).isNotEmpty();
        }
    }

    @Test
    void asksS3WithTheSameCredentialsAndBucketsByPath() {
        // Given
        try (RecordingEndpoint s3 = RecordingEndpoint.answering(request -> Answer.xml(""));
                S3Client client = connection(
                                KEY, Map.of("aws.s3.endpoint", s3.url().toString()))
                        .connectS3(1)) {
            // When
            client.headObject(head -> head.bucket("bucket").key("a/b"));

            // Then
            assertThat(s3.requests()).singleElement().satisfies(request -> {
                assertThat(request.uri()).isEqualTo("/bucket/a/b");
                assertThat(request.authorization()).contains("Credential=AKIAOFTHETEST/", "/eu-west-1/s3/");
            });
        }
    }

    private void ask(Map<String, String> some, Map<String, String> more) {
        try (DynamoDbClient client = connection(some, more).connect(1)) {
            client.listTables();
        }
    }

    private ConnectionSettings connection(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all =
                new HashMap<>(Map.of("aws.endpoint", dynamoDb.url().toString(), "aws.region", "eu-west-1"));
        all.putAll(some);
        all.putAll(more);
        return Options.connection(all);
    }

    /** Gives the first session the token token-1, the second token-2. */
    private RecordingEndpoint sts(Duration session) {
        int[] count = {0};
        return sts(request -> Answer.xml("""
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
                <AccessKeyId>ASIAOFROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
                <SessionToken>token-%d</SessionToken><Expiration>%s</Expiration>
                </Credentials></AssumeRoleResult></AssumeRoleResponse>
                """.formatted(++count[0], Instant.now().plus(session))));
    }

    private RecordingEndpoint sts(Function<Request, Answer> answers) {
        RecordingEndpoint sts = RecordingEndpoint.answering(answers);
        properties.set("aws.endpointUrlSts", sts.url());
        return sts;
    }
}

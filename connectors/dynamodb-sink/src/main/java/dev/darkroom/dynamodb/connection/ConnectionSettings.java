package dev.darkroom.dynamodb.connection;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Where DynamoDB is and how it is reached. */
record ConnectionSettings(Optional<Region> region, Optional<URI> endpoint, Duration requestTimeout) {
    static final String REGION = "aws.region";
    static final String ENDPOINT = "aws.endpoint";
    static final String REQUEST_TIMEOUT = "request.timeout.ms";

    private static final String GROUP = "Connection";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    static void define(ConfigDef definition) {
        definition
                .define(
                        REGION,
                        ConfigDef.Type.STRING,
                        null,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "AWS region of the tables. Without it the AWS SDK looks: AWS_REGION, the profile, the instance.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Region")
                .define(
                        ENDPOINT,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(
                                ConnectionSettings::checkEndpoint, () -> "http(s)://host[:port]"),
                        Importance.LOW,
                        "Address of DynamoDB where it is not the region's own: DynamoDB Local, a VPC endpoint. Without it"
                                + " the AWS SDK looks: AWS_ENDPOINT_URL_DYNAMODB, the region's.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "Endpoint")
                .define(
                        REQUEST_TIMEOUT,
                        ConfigDef.Type.LONG,
                        10_000L,
                        ConfigDef.Range.atLeast(1L),
                        Importance.LOW,
                        "Milliseconds to wait for the answer to one request before it is made again.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Request timeout");
    }

    static ConnectionSettings from(AbstractConfig config) {
        return new ConnectionSettings(
                Optional.ofNullable(config.getString(REGION)).map(Region::of),
                Optional.ofNullable(config.getString(ENDPOINT)).map(URI::create),
                Duration.ofMillis(config.getLong(REQUEST_TIMEOUT)));
    }

    /**
     * A client that makes each request once: retries are {@link RetryingBatchWriter}'s, which knows what is left.
     *
     * @throws ConnectException when there is no region or are no credentials
     */
    DynamoDbClient connect() {
        try {
            DefaultCredentialsProvider credentials =
                    DefaultCredentialsProvider.builder().build();
            credentials.resolveCredentials();
            DynamoDbClientBuilder builder = DynamoDbClient.builder()
                    .credentialsProvider(credentials)
                    .httpClientBuilder(Apache5HttpClient.builder().connectionTimeout(CONNECT_TIMEOUT))
                    .overrideConfiguration(overrides -> overrides
                            .retryStrategy(AwsRetryStrategy.doNotRetry())
                            .apiCallAttemptTimeout(requestTimeout));
            region.ifPresent(builder::region);
            endpoint.ifPresent(builder::endpointOverride);
            return builder.build();
        } catch (SdkClientException e) {
            throw new ConnectException(
                    "No DynamoDB client without region and credentials: set " + REGION + " or AWS_REGION, and give the"
                            + " worker AWS credentials (role, environment or profile)",
                    e);
        }
    }

    private static void checkEndpoint(String option, Object value) {
        if (value != null && !value.toString().matches("https?://[^/?#\\s]+/?")) {
            throw new ConfigException(option, value, "expected http(s)://host[:port]");
        }
    }
}

package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Where AWS is, as whom it is asked, and over which connections. Each client closes everything it is made of. */
public record ConnectionSettings(EndpointSettings endpoints, CredentialSettings credentials, HttpSettings http) {
    public static final String REGION = EndpointSettings.REGION;
    public static final String ENDPOINT = EndpointSettings.ENDPOINT;

    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(3);

    public static void define(ConfigDef definition) {
        EndpointSettings.define(definition);
        CredentialSettings.define(definition);
        HttpSettings.define(definition);
    }

    public static ConnectionSettings from(AbstractConfig config) {
        return new ConnectionSettings(
                EndpointSettings.from(config), CredentialSettings.from(config), HttpSettings.from(config));
    }

    /** What does not go together among the options of the connection. */
    public static List<Problem> problems(AbstractConfig config) {
        return Stream.of(
                        EndpointSettings.problems(config),
                        CredentialSettings.problems(config),
                        HttpSettings.problems(config))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * A client that makes each request once: whoever asks knows better what is left to ask again.
     *
     * @param maxConnections most requests at a time
     * @throws ConnectException when there is no region, or are no credentials or no role to be had with them
     */
    public DynamoDbClient connect(int maxConnections) {
        return connected("DynamoDB", credentials -> {
            var builder = DynamoDbClient.builder();
            endpoints.endpoint().ifPresent(builder::endpointOverride);
            return configured(builder, credentials, maxConnections).build();
        });
    }

    /**
     * A client that makes each request once. It addresses buckets by path where an endpoint is given, since there need
     * not be a host name for each bucket.
     *
     * @param maxConnections most requests at a time
     * @throws ConnectException when there is no region, or are no credentials or no role to be had with them
     */
    public S3Client connectS3(int maxConnections) {
        return connected("S3", credentials -> {
            var builder = S3Client.builder();
            endpoints
                    .s3Endpoint()
                    .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
            return configured(builder, credentials, maxConnections).build();
        });
    }

    /** The same with time-outs for someone who waits at a keyboard. */
    ConnectionSettings forChecks() {
        return new ConnectionSettings(endpoints, credentials, http.within(CHECK_TIMEOUT));
    }

    private <C> C connected(String service, Function<AwsCredentialsProvider, C> build) {
        AwsCredentialsProvider provider = null;
        try {
            provider = credentials.open(endpoints, http);
            provider.resolveCredentials();
            return build.apply(provider);
        } catch (SdkException e) {
            CredentialSettings.close(provider);
            throw new ConnectException("No " + service + " client: " + credentials.advice(), e);
        }
    }

    private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
            B builder, IdentityProvider<AwsCredentialsIdentity> provider, int maxConnections) {
        endpoints.region().ifPresent(builder::region);
        return builder.credentialsProvider(provider)
                .fipsEnabled(endpoints.fips() ? Boolean.TRUE : null)
                .httpClientBuilder(http.clientBuilder(maxConnections))
                .overrideConfiguration(overrides -> {
                    overrides.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallAttemptTimeout(http.requestTimeout());
                    credentials.profile().ifPresent(overrides::defaultProfileName);
                });
    }
}

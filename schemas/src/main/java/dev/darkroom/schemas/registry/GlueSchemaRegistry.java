package dev.darkroom.schemas.registry;

import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.GlueClientBuilder;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;

/**
 * AWS Glue Schema Registry. Asks it once for each schema and remembers the answer, in a bounded cache; threads that need
 * the same schema at the same time share one request. Outages are retried by the AWS SDK as its settings say
 * ({@code AWS_MAX_ATTEMPTS}, {@code AWS_RETRY_MODE}).
 *
 * <p>Behaves as AWS's own serializer does, so that both can use one registry; see <a
 * href="https://docs.aws.amazon.com/glue/latest/dg/schema-registry-integrations.html">its documentation</a>.
 */
public final class GlueSchemaRegistry implements SchemaRegistry {
    private final GlueClient glue;
    private final SchemaLookup lookup;
    private final CachedAnswers<SchemaKey, UUID> ids;
    private final CachedAnswers<UUID, Schema> schemas;

    /**
     * Region, endpoint and credentials come from the AWS SDK's default chain where the settings do not name them.
     *
     * @throws software.amazon.awssdk.core.exception.SdkClientException when no region can be found
     */
    public GlueSchemaRegistry(GlueSettings settings) {
        this.glue = client(settings);
        this.lookup = new SchemaLookup(glue, settings);
        this.ids = new CachedAnswers<>(settings, lookup::idOf);
        this.schemas = new CachedAnswers<>(settings, lookup::schemaOf);
    }

    /**
     * The registry that {@code SCHEMA_REGISTRY_NAME} and {@code SCHEMA_AUTO_REGISTRATION} ask for.
     *
     * @throws IllegalArgumentException when one of them cannot be understood
     */
    public static GlueSchemaRegistry fromEnvironment(Map<String, String> environment) {
        return new GlueSchemaRegistry(GlueSettings.fromEnvironment(environment));
    }

    @Override
    public UUID idOf(String schemaName, Schema schema) {
        return ids.get(new SchemaKey(schemaName, schema));
    }

    @Override
    public Schema schemaOf(UUID versionId) {
        return schemas.get(versionId);
    }

    /** Takes two seconds at most. */
    @Override
    public void check() {
        lookup.check();
    }

    @Override
    public void close() {
        glue.close();
    }

    private static GlueClient client(GlueSettings settings) {
        GlueClientBuilder builder = GlueClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                // Two processes that register at the same moment: Glue asks one of them to come again.
                .overrideConfiguration(override ->
                        override.retryStrategy(retry -> retry.retryOnException(ConcurrentModificationException.class)));
        settings.region().map(Region::of).ifPresent(builder::region);
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }
}

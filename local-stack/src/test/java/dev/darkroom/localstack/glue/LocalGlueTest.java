package dev.darkroom.localstack.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Compatibility;
import software.amazon.awssdk.services.glue.model.DataFormat;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.MetadataInfo;
import software.amazon.awssdk.services.glue.model.RegisterSchemaVersionResponse;
import software.amazon.awssdk.services.glue.model.RegistryId;
import software.amazon.awssdk.services.glue.model.SchemaId;
import software.amazon.awssdk.services.glue.model.SchemaVersionStatus;

final class LocalGlueTest {
    private static final String ONE = record("{\"name\":\"a\",\"type\":\"string\"}");
    private static final String ONE_OTHERWISE_WRITTEN = """
            { "name" : "Photo", "type" : "record",
              "fields" : [ { "type" : "string", "name" : "a" } ] }""";
    private static final String WITH_REQUIRED =
            record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\"}");
    private static final String WITH_DEFAULT =
            record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"int\",\"default\":1}");
    private static final String WITHOUT_A = record("{\"name\":\"b\",\"type\":\"int\",\"default\":1}");
    private static final SchemaId PHOTO =
            SchemaId.builder().registryName("darkroom").schemaName("Photo").build();

    @TempDir
    private Path directory;

    private LocalGlue registry;
    private GlueClient client;

    @BeforeEach
    void start() {
        registry = LocalGlue.start(0, directory);
        client = client(registry.endpoint());
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    @Test
    void findsASchemaByADefinitionThatIsWrittenOtherwise() {
        // Given
        String id = create(Compatibility.BACKWARD, ONE);

        // When
        var found = client.getSchemaByDefinition(
                request -> request.schemaId(PHOTO).schemaDefinition(ONE_OTHERWISE_WRITTEN));

        // Then
        assertThat(found.schemaVersionId()).isEqualTo(id);
        assertThat(found.status()).isEqualTo(SchemaVersionStatus.AVAILABLE);
        assertThat(found.dataFormat()).isEqualTo(DataFormat.AVRO);
        assertThat(found.schemaArn()).isEqualTo("arn:aws:glue:us-east-1:000000000000:schema/darkroom/Photo");
    }

    @Test
    void saysWhetherTheSchemaOrOnlyTheVersionIsMissing() {
        // Given the texts that AWS's own serializer looks for before it creates or registers
        client.createRegistry(request -> request.registryName("darkroom"));

        // Then
        assertThatThrownBy(() -> client.getSchemaByDefinition(
                        request -> request.schemaId(PHOTO).schemaDefinition(ONE)))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Schema is not found.");

        // When
        client.createSchema(request -> request.registryId(darkroom())
                .schemaName("Photo")
                .dataFormat(DataFormat.AVRO)
                .compatibility(Compatibility.NONE)
                .schemaDefinition(ONE));

        // Then
        assertThatThrownBy(() -> client.getSchemaByDefinition(
                        request -> request.schemaId(PHOTO).schemaDefinition(WITH_DEFAULT)))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Schema version is not found.");
    }

    @Test
    void givesTheSameVersionForTheSameDefinition() {
        // Given
        String first = create(Compatibility.BACKWARD, ONE);

        // When
        RegisterSchemaVersionResponse again = register(ONE_OTHERWISE_WRITTEN);
        RegisterSchemaVersionResponse second = register(WITH_DEFAULT);

        // Then
        assertThat(again.schemaVersionId()).isEqualTo(first);
        assertThat(again.versionNumber()).isEqualTo(1);
        assertThat(second.versionNumber()).isEqualTo(2);
        assertThat(client.getSchemaVersion(request -> request.schemaVersionId(second.schemaVersionId()))
                        .schemaDefinition())
                .isEqualTo(WITH_DEFAULT);
        assertThat(client.getSchemaVersion(request ->
                                request.schemaId(PHOTO).schemaVersionNumber(number -> number.latestVersion(true)))
                        .schemaVersionId())
                .isEqualTo(second.schemaVersionId());
        assertThat(client.listSchemaVersions(request -> request.schemaId(PHOTO)).schemas())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,         WITH_REQUIRED, AVAILABLE",
        "BACKWARD,     WITH_REQUIRED, FAILURE",
        "BACKWARD,     WITH_DEFAULT,  AVAILABLE",
        "BACKWARD,     WITHOUT_A,     AVAILABLE",
        "BACKWARD_ALL, WITH_REQUIRED, FAILURE",
        "FORWARD,      WITH_REQUIRED, AVAILABLE",
        "FORWARD,      WITHOUT_A,     FAILURE",
        "FORWARD_ALL,  WITHOUT_A,     FAILURE",
        "FULL,         WITH_REQUIRED, FAILURE",
        "FULL,         WITHOUT_A,     FAILURE",
        "FULL_ALL,     WITH_DEFAULT,  AVAILABLE",
    })
    void judgesASuccessorByTheSchemasCompatibility(
            Compatibility compatibility, String successor, SchemaVersionStatus expected) {
        // Given
        create(compatibility, ONE);
        Map<String, String> definitions =
                Map.of("WITH_REQUIRED", WITH_REQUIRED, "WITH_DEFAULT", WITH_DEFAULT, "WITHOUT_A", WITHOUT_A);

        // When
        RegisterSchemaVersionResponse response = register(definitions.getOrDefault(successor, ""));

        // Then
        assertThat(response.status()).isEqualTo(expected);
    }

    @Test
    void refusesAnyVersionOfADisabledSchema() {
        // Given
        create(Compatibility.DISABLED, ONE);

        // Then
        assertThatThrownBy(() -> register(WITH_DEFAULT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("DISABLED");
    }

    @Test
    void registersAFailedVersionOnceTheCompatibilityAllowsIt() {
        // Given
        create(Compatibility.FULL_ALL, ONE);
        RegisterSchemaVersionResponse failed = register(WITH_REQUIRED);

        // When
        client.updateSchema(request -> request.schemaId(PHOTO)
                .compatibility(Compatibility.NONE)
                .schemaVersionNumber(number -> number.versionNumber(1L)));
        RegisterSchemaVersionResponse registered = register(WITH_REQUIRED);

        // Then
        assertThat(failed.status()).isEqualTo(SchemaVersionStatus.FAILURE);
        assertThat(registered.status()).isEqualTo(SchemaVersionStatus.AVAILABLE);
        assertThat(registered.schemaVersionId()).isEqualTo(failed.schemaVersionId());
    }

    @Test
    void knowsItsSchemasAgainAfterARestart() {
        // Given
        String id = create(Compatibility.BACKWARD, ONE);
        putMetadata(id, "event", "raw-images");

        // When
        registry.close();
        registry = LocalGlue.start(0, directory);
        client = client(registry.endpoint());

        // Then
        assertThat(client.getSchemaVersion(request -> request.schemaVersionId(id))
                        .schemaDefinition())
                .isEqualTo(ONE);
        assertThat(client.getSchema(request -> request.schemaId(PHOTO)).compatibility())
                .isEqualTo(Compatibility.BACKWARD);
        assertThat(metadata(id, "event").metadataValue()).isEqualTo("raw-images");
        assertThat(client.listRegistries(request -> {}).registries()).hasSize(1);
        assertThat(client.listSchemas(request -> request.registryId(darkroom())).schemas())
                .hasSize(1);
    }

    @Test
    void keepsMetadataAndTags() {
        // Given
        String id = create(Compatibility.BACKWARD, ONE);

        // When
        putMetadata(id, "event", "one");
        putMetadata(id, "event", "two");

        // Then
        assertThatThrownBy(() -> putMetadata(id, "event", "two")).isInstanceOf(AlreadyExistsException.class);
        assertThat(metadata(id, "event").otherMetadataValueList())
                .singleElement()
                .satisfies(other -> assertThat(other.metadataValue()).isEqualTo("one"));
        assertThat(client.getTags(request ->
                                request.resourceArn("arn:aws:glue:us-east-1:000000000000:schema/darkroom/Photo"))
                        .tags())
                .containsEntry("team", "imaging");
    }

    @Test
    void checksADefinitionWithoutKeepingIt() {
        // When
        var good = client.checkSchemaVersionValidity(
                request -> request.dataFormat(DataFormat.AVRO).schemaDefinition(ONE));
        var bad = client.checkSchemaVersionValidity(
                request -> request.dataFormat(DataFormat.AVRO).schemaDefinition("{\"type\":\"nonsense\"}"));

        // Then
        assertThat(good.valid()).isTrue();
        assertThat(bad.valid()).isFalse();
        assertThat(bad.error()).contains("invalid");
    }

    @Test
    void saysWhichPortIsTaken() {
        // Then
        assertThatThrownBy(() -> LocalGlue.start(registry.port(), directory))
                .hasMessageContaining("Port " + registry.port());
    }

    private String create(Compatibility compatibility, String definition) {
        client.createRegistry(request -> request.registryName("darkroom"));
        return client.createSchema(request -> request.registryId(darkroom())
                        .schemaName("Photo")
                        .dataFormat(DataFormat.AVRO)
                        .compatibility(compatibility)
                        .tags(Map.of("team", "imaging"))
                        .schemaDefinition(definition))
                .schemaVersionId();
    }

    private RegisterSchemaVersionResponse register(String definition) {
        return client.registerSchemaVersion(request -> request.schemaId(PHOTO).schemaDefinition(definition));
    }

    private void putMetadata(String id, String key, String value) {
        client.putSchemaVersionMetadata(request -> request.schemaVersionId(id)
                .metadataKeyValue(pair -> pair.metadataKey(key).metadataValue(value)));
    }

    private MetadataInfo metadata(String id, String key) {
        return Objects.requireNonNull(client.querySchemaVersionMetadata(request -> request.schemaVersionId(id))
                .metadataInfoMap()
                .get(key));
    }

    private static RegistryId darkroom() {
        return RegistryId.builder().registryName("darkroom").build();
    }

    private static GlueClient client(URI endpoint) {
        return GlueClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"Photo\",\"fields\":[" + fields + "]}";
    }
}

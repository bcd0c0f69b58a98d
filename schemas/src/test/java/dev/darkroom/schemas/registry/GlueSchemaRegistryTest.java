package dev.darkroom.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.darkroom.schemas.CustomerProfile;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlueSchemaRegistryTest {
    private static final Schema FIRST =
            SchemaBuilder.record("Photo").fields().requiredString("id").endRecord();
    private static final Schema SECOND = SchemaBuilder.record("Photo")
            .fields()
            .requiredString("id")
            .optionalLong("size")
            .endRecord();
    private static final Schema INCOMPATIBLE =
            SchemaBuilder.record("Photo").fields().requiredLong("id").endRecord();

    private final TestingGlueEndpoint glue = new TestingGlueEndpoint();
    private final GlueSettings reading = GlueSettings.ofRegistry("darkroom")
            .withRegion("eu-central-1")
            .withEndpoint(glue.uri())
            .withUnknownFor(Duration.ZERO);
    private final GlueSettings registering = reading.withAutoRegistration(true);

    @BeforeEach
    void signWithAnything() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void stop() {
        glue.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void createsRegistryAndSchemaWhenNeitherIsThere() {
        try (SchemaRegistry registry = new GlueSchemaRegistry(registering)) {
            // When
            UUID id = registry.idOf("Photo", FIRST);

            // Then
            assertThat(registry.schemaOf(id)).isEqualTo(FIRST);
            assertThat(glue.operations())
                    .containsExactly(
                            "GetSchemaByDefinition",
                            "RegisterSchemaVersion",
                            "CreateSchema",
                            "CreateRegistry",
                            "CreateSchema",
                            "GetSchemaVersion");
        }
    }

    @Test
    void addsAVersionToASchemaThatIsThere() {
        try (SchemaRegistry registry = new GlueSchemaRegistry(registering)) {
            // Given
            UUID first = registry.idOf("Photo", FIRST);

            // When
            UUID second = registry.idOf("Photo", SECOND);

            // Then
            assertThat(second).isNotEqualTo(first);
            assertThat(registry.schemaOf(first)).isEqualTo(FIRST);
            assertThat(registry.schemaOf(second)).isEqualTo(SECOND);
        }
    }

    @Test
    void findsWhatAnotherProcessRegistered() {
        try (SchemaRegistry producer = new GlueSchemaRegistry(registering);
                SchemaRegistry other = new GlueSchemaRegistry(reading)) {
            // Given
            UUID registered = producer.idOf("Photo", FIRST);

            // When
            UUID found = other.idOf("Photo", FIRST);

            // Then
            assertThat(found).isEqualTo(registered);
        }
    }

    @Test
    void asksOncePerSchema() {
        try (SchemaRegistry registry = new GlueSchemaRegistry(registering)) {
            // Given
            UUID id = registry.idOf("Photo", FIRST);
            registry.schemaOf(id);
            int asked = glue.operations().size();

            // When
            registry.idOf("Photo", new Schema.Parser().parse(FIRST.toString()));
            registry.schemaOf(id);

            // Then
            assertThat(glue.operations()).hasSize(asked);
        }
    }

    @Test
    void threadsThatNeedTheSameSchemaShareOneRequest() throws Exception {
        try (SchemaRegistry registry = new GlueSchemaRegistry(registering);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Given
            Callable<UUID> ask = () -> registry.idOf("Photo", FIRST);

            // When
            List<Future<UUID>> answers =
                    threads.invokeAll(Stream.generate(() -> ask).limit(50).toList());

            // Then
            assertThat(answers).extracting(Future::get).containsOnly(registry.idOf("Photo", FIRST));
            assertThat(glue.operations()).containsOnlyOnce("GetSchemaByDefinition");
        }
    }

    @Test
    void processesThatRegisterAtOnceAgreeOnTheId() throws Exception {
        List<GlueSchemaRegistry> processes = Stream.generate(() -> new GlueSchemaRegistry(registering))
                .limit(12)
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            List<Future<UUID>> ids = threads.invokeAll(processes.stream()
                    .map(process -> (Callable<UUID>) () -> process.idOf("Photo", FIRST))
                    .toList());

            // Then
            assertThat(ids.stream().map(Future::resultNow).distinct()).hasSize(1);
        } finally {
            processes.forEach(GlueSchemaRegistry::close);
        }
    }

    @Test
    void waitsUntilGlueHasCheckedTheVersion() {
        try (SchemaRegistry registry = new GlueSchemaRegistry(registering)) {
            // Given
            glue.pendingReads(3);

            // When
            UUID id = registry.idOf("Photo", FIRST);

            // Then
            assertThat(registry.schemaOf(id)).isEqualTo(FIRST);
            assertThat(glue.operations().stream().filter("GetSchemaVersion"::equals))
                    .hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void saysWhichSchemaIsIncompatible() {
        try (SchemaRegistry registry = new GlueSchemaRegistry(registering)) {
            // Given
            registry.idOf("Photo", FIRST);
            glue.pendingReads(1);

            // When / Then
            assertThatThrownBy(() -> registry.idOf("Photo", INCOMPATIBLE))
                    .asInstanceOf(InstanceOfAssertFactories.throwable(SchemaRegistryException.class))
                    .hasMessageContaining("Registry darkroom")
                    .hasMessageContaining("of schema Photo as FAILURE")
                    .returns(false, SchemaRegistryException::retriable);
        }
    }

    @Test
    void aRecordOfARefusedVersionIsTheRecordsFault() {
        try (SchemaRegistry registry = new GlueSchemaRegistry(registering)) {
            // Given
            registry.idOf("Photo", FIRST);
            String refusal = String.valueOf(catchThrowable(() -> registry.idOf("Photo", INCOMPATIBLE)));
            UUID refused = UUID.fromString(refusal.replaceAll(".* version (\\S+) of .*", "$1"));

            // When / Then
            assertThatThrownBy(() -> registry.schemaOf(refused))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining(refused + " is FAILURE");
        }
    }

    @Test
    void namesTheSettingWhenItMayNotRegister() {
        try (SchemaRegistry registry = new GlueSchemaRegistry(reading)) {
            // When / Then
            assertThatThrownBy(() -> registry.idOf("Photo", FIRST))
                    .asInstanceOf(InstanceOfAssertFactories.throwable(SchemaRegistryException.class))
                    .hasMessage("Registry darkroom has no schema Photo with the definition of this record:"
                            + " register it (deploy the schemas) or set SCHEMA_AUTO_REGISTRATION=true")
                    .returns(false, SchemaRegistryException::retriable);
            assertThat(glue.operations()).containsExactly("GetSchemaByDefinition");
        }
    }

    @Test
    void anIdNobodyGaveIsTheRecordsFault() {
        try (SchemaRegistry registry = new GlueSchemaRegistry(reading)) {
            // Given
            UUID id = new UUID(1, 2);

            // When / Then
            assertThatThrownBy(() -> registry.schemaOf(id))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining(id.toString())
                    .hasMessageContaining("registry darkroom");
        }
    }

    @Test
    void believesForAWhileThatAnIdIsUnknown() {
        try (SchemaRegistry registry = new GlueSchemaRegistry(reading.withUnknownFor(Duration.ofMinutes(1)))) {
            // Given
            UUID id = new UUID(1, 2);
            assertThatThrownBy(() -> registry.schemaOf(id)).isInstanceOf(UnknownSchemaException.class);

            // When
            assertThatThrownBy(() -> registry.schemaOf(id)).isInstanceOf(UnknownSchemaException.class);

            // Then
            assertThat(glue.operations()).containsExactly("GetSchemaVersion");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalServiceException, true",
        "400, ThrottlingException, true",
        "400, ConcurrentModificationException, true",
        "400, AccessDeniedException, false",
        "400, ResourceNumberLimitExceededException, false"
    })
    void saysWhetherAskingAgainMayHelp(int status, String type, boolean retriable) {
        try (SchemaRegistry registry = new GlueSchemaRegistry(registering)) {
            // Given
            glue.failNext(Integer.MAX_VALUE, status, type);

            // When / Then
            assertThatThrownBy(() -> registry.idOf("Photo", FIRST))
                    .asInstanceOf(InstanceOfAssertFactories.throwable(SchemaRegistryException.class))
                    .hasMessageStartingWith("Registry darkroom failed while looking up schema Photo: not now")
                    .returns(retriable, SchemaRegistryException::retriable);
        }
    }

    @Test
    void anUnreachableRegistryIsRetriable() {
        try (SchemaRegistry registry = new GlueSchemaRegistry(reading)) {
            // Given
            glue.close();

            // When / Then
            assertThatThrownBy(() -> registry.schemaOf(new UUID(1, 2)))
                    .isNotInstanceOf(UnknownSchemaException.class)
                    .asInstanceOf(InstanceOfAssertFactories.throwable(SchemaRegistryException.class))
                    .returns(true, SchemaRegistryException::retriable);
        }
    }

    @Test
    void theSdkRidesOutAShortOutage() {
        try (SchemaRegistry registry = new GlueSchemaRegistry(registering)) {
            // Given
            glue.failNext(2, 500, "InternalServiceException");

            // When
            UUID id = registry.idOf("Photo", FIRST);

            // Then
            assertThat(registry.schemaOf(id)).isEqualTo(FIRST);
        }
    }

    @Test
    void registersTheDefinitionAsTheFileHasIt() {
        // Given
        Schema generated = CustomerProfile.getClassSchema();

        // When
        String definition = Definition.of(generated);

        // Then
        assertThat(generated.toString()).contains("avro.java.string");
        assertThat(definition).doesNotContain("avro.java.string").contains("Decides, with the pixel count, the lane.");
    }
}

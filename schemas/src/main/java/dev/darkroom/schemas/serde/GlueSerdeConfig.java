package dev.darkroom.schemas.serde;

import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import dev.darkroom.schemas.registry.GlueSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.Compatibility;

/** What a serde reads from a Kafka client's properties, under the names that AWS's own serde uses. */
final class GlueSerdeConfig extends AbstractConfig {
    static final String REGION = "region";
    static final String ENDPOINT = "endpoint";
    static final String REGISTRY_NAME = "registry.name";
    static final String AUTO_REGISTRATION = "schemaAutoRegistrationEnabled";
    static final String COMPATIBILITY = "compatibility";
    static final String COMPRESSION = "compression";
    static final String RECORD_TYPE = "avroRecordType";
    static final String CACHE_SIZE = "cacheSize";

    private static final ConfigDef KEYS = new ConfigDef()
            .define(
                    REGION,
                    ConfigDef.Type.STRING,
                    null,
                    Importance.MEDIUM,
                    "AWS region; the SDK's default chain when not set.")
            .define(
                    ENDPOINT,
                    ConfigDef.Type.STRING,
                    null,
                    Importance.LOW,
                    "URL of Glue; the SDK's default chain when not set.")
            .define(
                    REGISTRY_NAME,
                    ConfigDef.Type.STRING,
                    "darkroom",
                    Importance.HIGH,
                    "Registry that schemas are looked up in.")
            .define(
                    AUTO_REGISTRATION,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    Importance.HIGH,
                    "Register a schema that the registry does not know, instead of failing.")
            .define(
                    COMPATIBILITY,
                    ConfigDef.Type.STRING,
                    Compatibility.FULL_ALL.toString(),
                    ValidString.in(Compatibility.knownValues().stream()
                            .map(Compatibility::toString)
                            .toArray(String[]::new)),
                    Importance.MEDIUM,
                    "Rule that a schema gets when it is registered for the first time.")
            .define(
                    COMPRESSION,
                    ConfigDef.Type.STRING,
                    Compression.NONE.name(),
                    ConfigDef.CaseInsensitiveValidString.in(Compression.NONE.name(), Compression.ZLIB.name()),
                    Importance.LOW,
                    "How payloads are packed when writing; both can always be read.")
            .define(
                    RECORD_TYPE,
                    ConfigDef.Type.STRING,
                    RecordType.GENERIC_RECORD.name(),
                    ValidString.in(RecordType.GENERIC_RECORD.name(), RecordType.SPECIFIC_RECORD.name()),
                    Importance.HIGH,
                    "Java type that messages are read as: GenericRecord, or the class generated from the schema.")
            .define(
                    CACHE_SIZE,
                    ConfigDef.Type.INT,
                    200,
                    ConfigDef.Range.atLeast(1),
                    Importance.LOW,
                    "Schema versions remembered, in each direction.");

    /** What AWS's serde calls {@code AvroRecordType}; its {@code UNKNOWN} has no meaning here. */
    enum RecordType {
        GENERIC_RECORD,
        SPECIFIC_RECORD
    }

    GlueSerdeConfig(Map<String, ?> properties) {
        super(KEYS, properties, false);
    }

    GlueSchemaRegistry registry() {
        GlueSettings settings = GlueSettings.ofRegistry(getString(REGISTRY_NAME))
                .withAutoRegistration(getBoolean(AUTO_REGISTRATION))
                .withCompatibility(Compatibility.fromValue(getString(COMPATIBILITY)))
                .withCacheSize(getInt(CACHE_SIZE));
        @Nullable String region = getString(REGION);
        @Nullable String endpoint = getString(ENDPOINT);
        settings = region == null ? settings : settings.withRegion(region);
        return new GlueSchemaRegistry(endpoint == null ? settings : settings.withEndpoint(URI.create(endpoint)));
    }

    Compression compression() {
        return Compression.valueOf(getString(COMPRESSION).toUpperCase(Locale.ROOT));
    }

    RecordType recordType() {
        return RecordType.valueOf(getString(RECORD_TYPE));
    }
}

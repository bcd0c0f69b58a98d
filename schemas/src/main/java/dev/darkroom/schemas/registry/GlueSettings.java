package dev.darkroom.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.Compatibility;

/**
 * How to use a Glue Schema Registry.
 *
 * @param registryName the registry that schemas are looked up in and registered with
 * @param autoRegistration whether a schema the registry does not know is registered, with registry and schema created
 *     when missing; otherwise writing such a record fails
 * @param compatibility the rule a schema gets when it is created here; an existing schema keeps its own
 * @param region overrides the region of the AWS SDK's default chain
 * @param endpoint overrides the endpoint of the AWS SDK's default chain
 * @param cacheSize how many schema versions are remembered, in each direction
 * @param unknownFor how long "the registry does not know it" is believed without asking again
 */
public record GlueSettings(
        String registryName,
        boolean autoRegistration,
        Compatibility compatibility,
        Optional<String> region,
        Optional<URI> endpoint,
        int cacheSize,
        Duration unknownFor) {
    static final String REGISTRY_NAME = "SCHEMA_REGISTRY_NAME";
    static final String AUTO_REGISTRATION = "SCHEMA_AUTO_REGISTRATION";
    private static final String DEFAULT_REGISTRY_NAME = "darkroom";
    private static final int DEFAULT_CACHE_SIZE = 200;
    private static final Duration DEFAULT_UNKNOWN_FOR = Duration.ofSeconds(30);

    public GlueSettings {
        if (registryName.isBlank()) {
            throw new IllegalArgumentException("The schema registry's name is blank: set " + REGISTRY_NAME);
        }
        if (cacheSize < 1) {
            throw new IllegalArgumentException("The schema cache needs room for at least 1 schema, not " + cacheSize);
        }
        if (unknownFor.isNegative()) {
            throw new IllegalArgumentException("An unknown schema cannot be remembered for " + unknownFor);
        }
    }

    /** The registry of this name, with everything else at its default: no registration, {@code FULL_ALL}. */
    public static GlueSettings ofRegistry(String registryName) {
        return new GlueSettings(
                registryName,
                false,
                Compatibility.FULL_ALL,
                Optional.empty(),
                Optional.empty(),
                DEFAULT_CACHE_SIZE,
                DEFAULT_UNKNOWN_FOR);
    }

    /**
     * What {@code SCHEMA_REGISTRY_NAME} (default {@code darkroom}) and {@code SCHEMA_AUTO_REGISTRATION} (default
     * {@code false}) ask for.
     *
     * @throws IllegalArgumentException when one of them cannot be understood
     */
    public static GlueSettings fromEnvironment(Map<String, String> environment) {
        String autoRegistration = environment.getOrDefault(AUTO_REGISTRATION, "false");
        return ofRegistry(environment.getOrDefault(REGISTRY_NAME, DEFAULT_REGISTRY_NAME))
                .withAutoRegistration(
                        switch (autoRegistration.toLowerCase(Locale.ROOT)) {
                            case "true" -> true;
                            case "false" -> false;
                            default ->
                                throw new IllegalArgumentException(
                                        AUTO_REGISTRATION + " is true or false, not " + autoRegistration);
                        });
    }

    public GlueSettings withAutoRegistration(boolean allowed) {
        return new GlueSettings(registryName, allowed, compatibility, region, endpoint, cacheSize, unknownFor);
    }

    public GlueSettings withCompatibility(Compatibility rule) {
        return new GlueSettings(registryName, autoRegistration, rule, region, endpoint, cacheSize, unknownFor);
    }

    public GlueSettings withRegion(String name) {
        return new GlueSettings(
                registryName, autoRegistration, compatibility, Optional.of(name), endpoint, cacheSize, unknownFor);
    }

    public GlueSettings withEndpoint(URI uri) {
        return new GlueSettings(
                registryName, autoRegistration, compatibility, region, Optional.of(uri), cacheSize, unknownFor);
    }

    public GlueSettings withCacheSize(int schemas) {
        return new GlueSettings(registryName, autoRegistration, compatibility, region, endpoint, schemas, unknownFor);
    }

    public GlueSettings withUnknownFor(Duration time) {
        return new GlueSettings(registryName, autoRegistration, compatibility, region, endpoint, cacheSize, time);
    }
}

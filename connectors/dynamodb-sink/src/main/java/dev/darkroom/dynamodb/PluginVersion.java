package dev.darkroom.dynamodb;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The version Connect shows for this plugin, out of its jar's manifest. */
final class PluginVersion {
    static final String OF_THIS_PLUGIN =
            orUnpackaged(PluginVersion.class.getPackage().getImplementationVersion());

    private PluginVersion() {}

    private static String orUnpackaged(@Nullable String version) {
        return Objects.requireNonNullElse(version, "unpackaged");
    }
}

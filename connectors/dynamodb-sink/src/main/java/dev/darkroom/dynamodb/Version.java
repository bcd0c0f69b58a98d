package dev.darkroom.dynamodb;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The version Connect shows for this plugin, out of its jar's manifest. */
final class Version {
    static final String OF_THIS_PLUGIN = orUnpackaged(Version.class.getPackage().getImplementationVersion());

    private Version() {}

    private static String orUnpackaged(@Nullable String version) {
        return Objects.requireNonNullElse(version, "unpackaged");
    }
}

package dev.darkroom.cli.connectors;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which settings nobody may read on a screen or in a build's log.
 *
 * @param passwords settings that the connector's class declares as passwords
 */
record Secrets(Set<String> passwords) {
    static final String HIDDEN = "[hidden]";

    /** What converters, transforms and clients are told is declared nowhere; these are what their secrets are called. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|secret|token|credential|api\\.?key|access\\.?key|jaas|private\\.?key).*");

    /** A reference to a secret tells no more than where it is. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]+}");

    /** Settings of these names choose a class; they hold no secret. */
    private static final Pattern CLASS_NAME = Pattern.compile("(?i).*\\.(class|type)");

    Secrets {
        passwords = Set.copyOf(passwords);
    }

    String mask(String setting, String value) {
        boolean secret = passwords.contains(setting)
                || (SECRET_NAME.matcher(setting).matches()
                        && !CLASS_NAME.matcher(setting).matches());
        return secret && !REFERENCE.matcher(value).matches() ? HIDDEN : value;
    }
}

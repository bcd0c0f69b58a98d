package dev.darkroom.dynamodb.connection;

import dev.darkroom.dynamodb.settings.Problem;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.types.Password;

/** Which options make sense beside which. */
record Together(AbstractConfig config) {
    /** An empty password, as an unset variable of the environment leaves it, is none. */
    boolean isSet(String option) {
        Object value = config.values().get(option);
        return value instanceof Password password ? !password.value().isEmpty() : value != null;
    }

    /** A problem at the option if it is set and the other one is not. */
    Optional<Problem> needs(String option, String other) {
        return isSet(option) && !isSet(other)
                ? Optional.of(new Problem(option, "it needs " + other + "; set that too, or remove this"))
                : Optional.empty();
    }

    /** A problem at the option if it is set and the other one is too. */
    Optional<Problem> excludes(String option, String other) {
        return isSet(option) && isSet(other)
                ? Optional.of(new Problem(option, "it does not go with " + other + "; remove one of them"))
                : Optional.empty();
    }
}

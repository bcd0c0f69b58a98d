package dev.darkroom.dynamodb.mapping;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Validates an option that names a {@link KeySource}. */
final class SourceForm implements ConfigDef.Validator {
    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        try {
            KeySource.parse(value.toString());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, value, e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "key, key.<field> or value.<field>";
    }
}

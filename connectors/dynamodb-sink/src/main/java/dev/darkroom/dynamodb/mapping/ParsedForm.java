package dev.darkroom.dynamodb.mapping;

import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Validates an option, or each entry of one that is a list, by parsing it.
 *
 * @param parser throws IllegalArgumentException where it cannot parse
 * @param forms what it can parse, for people
 */
record ParsedForm(Consumer<String> parser, String forms) implements ConfigDef.Validator {
    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value instanceof Iterable<?> entries) {
            entries.forEach(entry -> check(name, value, String.valueOf(entry)));
        } else if (value != null) {
            check(name, value, value.toString());
        }
    }

    private void check(String name, Object value, String text) {
        try {
            parser.accept(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, value, e.getMessage());
        }
    }

    @Override
    public String toString() {
        return forms;
    }
}

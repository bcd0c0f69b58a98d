package dev.darkroom.dynamodb.mapping;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Validates and reads an option that is one of a few words, in any case: the enumeration's texts. */
record Choice<E extends Enum<E>>(List<E> values) implements ConfigDef.Validator {
    static <E extends Enum<E>> Choice<E> of(Class<E> type) {
        return new Choice<>(Arrays.asList(type.getEnumConstants()));
    }

    /** @throws IllegalArgumentException when it is none of them */
    E parse(String text) {
        for (E value : values) {
            if (value.toString().equalsIgnoreCase(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException("expected one of " + this);
    }

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        try {
            parse(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, value, e.getMessage());
        }
    }

    @Override
    public String toString() {
        return String.join(", ", values.stream().map(Enum::toString).toList());
    }
}

package dev.darkroom.dynamodb.settings;

import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** An option that is absent or a number of a range. */
public record OptionalRange(ConfigDef.Range range) implements ConfigDef.Validator {
    public static OptionalRange atLeast(long least) {
        return new OptionalRange(ConfigDef.Range.atLeast(least));
    }

    @Override
    public void ensureValid(String option, @Nullable Object value) {
        if (value != null) {
            range.ensureValid(option, value);
        }
    }

    /** The legal values, as the README shows them. */
    @Override
    public String toString() {
        return range.toString();
    }
}

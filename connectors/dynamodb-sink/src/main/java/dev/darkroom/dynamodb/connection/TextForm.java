package dev.darkroom.dynamodb.connection;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** An option that is absent or text of a form. */
final class TextForm implements ConfigDef.Validator {
    private final Pattern form;
    private final String inWords;

    private TextForm(Pattern form, String inWords) {
        this.form = form;
        this.inWords = inWords;
    }

    static TextForm matching(String form, String inWords) {
        return new TextForm(Pattern.compile(form), inWords);
    }

    @Override
    public void ensureValid(String option, @Nullable Object value) {
        if (value != null && !form.matcher(value.toString()).matches()) {
            throw new ConfigException(option, value, "expected " + inWords);
        }
    }

    /** The legal values, as the README shows them. */
    @Override
    public String toString() {
        return inWords;
    }
}

package dev.darkroom.dynamodb.mapping;

import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** No item can be made of a record. The message names the field and never its value. */
public final class BadRecordException extends DataException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;

    BadRecordException(String problem) {
        this("", problem, null);
    }

    public BadRecordException(String problem, @Nullable Throwable cause) {
        this("", problem, cause);
    }

    private BadRecordException(String field, String problem, @Nullable Throwable cause) {
        super(field.isEmpty() ? problem : field + ": " + problem, cause);
        this.field = field;
        this.problem = problem;
    }

    /** The same problem, seen from the structure that holds the field it was found in. */
    BadRecordException in(String outerField) {
        return new BadRecordException(field.isEmpty() ? outerField : outerField + "." + field, problem, this);
    }
}

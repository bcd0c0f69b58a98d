package dev.darkroom.analytics;

/** A statement that cannot be answered; the message is for the person who wrote it and says what to change. */
public final class QueryException extends RuntimeException {
    public QueryException(String message) {
        super(message);
    }

    public QueryException(String message, Throwable cause) {
        super(message, cause);
    }
}

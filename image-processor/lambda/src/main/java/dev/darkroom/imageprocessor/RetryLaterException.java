package dev.darkroom.imageprocessor;

/** The task could not be done now, and may be done later. */
final class RetryLaterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RetryLaterException(String message) {
        super(message);
    }

    RetryLaterException(String message, Throwable cause) {
        super(message, cause);
    }
}

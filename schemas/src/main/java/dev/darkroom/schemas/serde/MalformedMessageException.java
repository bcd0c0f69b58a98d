package dev.darkroom.schemas.serde;

/** The bytes are not what the wire format or the schema promises. Caught within this package and given the topic. */
final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(String message) {
        super(message);
    }

    MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.darkroom.localstack.glue;

/** An error that Glue's API models; {@code type} is its name there. */
final class GlueException extends RuntimeException {
    private final String type;

    GlueException(String type, String message) {
        super(message);
        this.type = type;
    }

    static GlueException notFound(String message) {
        return new GlueException("EntityNotFoundException", message);
    }

    static GlueException alreadyExists(String message) {
        return new GlueException("AlreadyExistsException", message);
    }

    static GlueException invalid(String message) {
        return new GlueException("InvalidInputException", message);
    }

    String type() {
        return type;
    }
}

package dev.darkroom.schemas.registry;

/** An error as Glue answers it. */
final class TestingGlueError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    TestingGlueError(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}

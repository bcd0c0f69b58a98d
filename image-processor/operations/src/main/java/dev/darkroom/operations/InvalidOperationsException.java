package dev.darkroom.operations;

/** The operations asked for cannot be carried out. The message is one sentence that names the variant and the operation. */
public final class InvalidOperationsException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidOperationsException(String message) {
        super(message);
    }
}

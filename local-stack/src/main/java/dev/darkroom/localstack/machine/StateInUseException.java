package dev.darkroom.localstack.machine;

import java.nio.file.Path;

/** Another stack keeps its state in the same directory. */
public final class StateInUseException extends RuntimeException {
    StateInUseException(Path path) {
        super("Another stack is running on the state in %s: stop it, or give this one a directory of its own."
                .formatted(path));
    }
}

package dev.darkroom.localstack.machine;

import java.nio.file.Path;

/** Another stack keeps its state in the same directory. */
public final class StateInUseException extends RuntimeException {
    StateInUseException(Path path) {
        super(
                "Darkroom already runs on %s: stop it first, or start another beside it with --ephemeral --any-ports (or --state DIR --any-ports)."
                        .formatted(path));
    }
}

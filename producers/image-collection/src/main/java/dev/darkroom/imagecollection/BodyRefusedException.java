package dev.darkroom.imagecollection;

import dev.darkroom.httpservice.ProblemException;
import java.io.IOException;

/** The client's side of an upload went wrong: what it sent is too long, or ended before its end. */
final class BodyRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemException refusal;

    BodyRefusedException(ProblemException refusal) {
        super(refusal.getMessage(), refusal);
        this.refusal = refusal;
    }

    ProblemException refusal() {
        return refusal;
    }
}

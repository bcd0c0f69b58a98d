package dev.darkroom.webvariants;

import dev.darkroom.imagefunction.Refusal;
import dev.darkroom.imagefunction.Refusal.Reason;

/** The file is not an image that can be used; becomes a {@link Refusal}. */
final class UnusableImageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String sentence;

    UnusableImageException(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
        this.sentence = sentence;
    }

    UnusableImageException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
        this.sentence = sentence;
    }

    Reason reason() {
        return reason;
    }

    String sentence() {
        return sentence;
    }

    static UnusableImageException operations(String sentence) {
        return new UnusableImageException(Reason.INVALID_OPERATIONS, sentence);
    }

    static UnusableImageException truncated(String sentence) {
        return new UnusableImageException(Reason.TRUNCATED, sentence);
    }

    static UnusableImageException corrupt(String sentence) {
        return new UnusableImageException(Reason.CORRUPT, sentence);
    }

    static UnusableImageException unsupported(String sentence) {
        return new UnusableImageException(Reason.UNSUPPORTED_TYPE, sentence);
    }
}

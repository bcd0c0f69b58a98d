package dev.darkroom.imageprocessor;

import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;

/** The image cannot be processed, and trying again would not help; becomes a failed image. */
final class FailedImageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Stage stage;
    private final Reason reason;
    private final String detail;

    FailedImageException(Stage stage, Reason reason, String detail) {
        super(detail);
        this.stage = stage;
        this.reason = reason;
        this.detail = detail;
    }

    Stage stage() {
        return stage;
    }

    Reason reason() {
        return reason;
    }

    String detail() {
        return detail;
    }

    static FailedImageException atDelivery(Reason reason, String detail) {
        return new FailedImageException(Stage.DELIVERY, reason, detail);
    }

    static FailedImageException atProcessing(Reason reason, String detail) {
        return new FailedImageException(Stage.PROCESSING, reason, detail);
    }
}

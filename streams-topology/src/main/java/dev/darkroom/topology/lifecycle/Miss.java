package dev.darkroom.topology.lifecycle;

import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;

/**
 * Why an attempt had no outcome, and what the image fails with if it was the last.
 *
 * @param detail one sentence for the person who reads it
 */
public record Miss(Reason reason, Stage stage, String detail) {
    /** Nobody answered, or the event source gave up for another reason than a crash. */
    public static Miss ofDelivery(String detail) {
        return new Miss(Reason.ATTEMPTS_EXHAUSTED, Stage.DELIVERY, detail);
    }

    /** The function took its process down with it. */
    public static Miss byCrash(String detail) {
        return new Miss(Reason.FUNCTION_CRASHED, Stage.PROCESSING, detail);
    }
}

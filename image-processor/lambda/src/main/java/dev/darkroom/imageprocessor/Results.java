package dev.darkroom.imageprocessor;

/** Where it is told how images ended. */
interface Results {
    /**
     * Returns once the event is kept for good.
     *
     * @param trace the trace that its task belongs to
     * @throws RuntimeException when it may not have been
     */
    void publish(Ending ending, TraceHeaders trace);
}

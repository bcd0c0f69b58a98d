package dev.darkroom.imageprocessor;

/** Where it is told how images ended. */
interface Results {
    /**
     * Returns once the event is kept for good.
     *
     * @throws RuntimeException when it may not have been
     */
    void publish(Ending ending);
}

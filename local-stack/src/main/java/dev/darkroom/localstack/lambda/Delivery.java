package dev.darkroom.localstack.lambda;

/** How a delivery and the event source that started it stand with each other while it lasts. */
interface Delivery {
    /** Whether to make no further attempt: the result would be no longer wanted. */
    boolean abandoned();

    /** It waits, for a pause to pass or for the destination, and needs no environment until {@link #goOn}. */
    void rest();

    void goOn();
}

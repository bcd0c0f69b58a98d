package dev.darkroom.localstack.lambda;

/** Waits between attempts. */
interface Pause {
    void afterFailures(int failures) throws InterruptedException;
}

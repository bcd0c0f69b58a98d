package dev.darkroom.localstack.lambda;

import java.util.function.BooleanSupplier;

/** A delivery that is abandoned when a test says so. */
final class TestingDelivery implements Delivery {
    private final BooleanSupplier abandoned;
    private boolean resting;

    TestingDelivery(BooleanSupplier abandoned) {
        this.abandoned = abandoned;
    }

    @Override
    public boolean abandoned() {
        return abandoned.getAsBoolean();
    }

    @Override
    public void rest() {
        resting = true;
    }

    @Override
    public void goOn() {
        resting = false;
    }

    boolean resting() {
        return resting;
    }
}

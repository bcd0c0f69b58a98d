package dev.darkroom.imageprocessor;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Makes the environment fit to be kept as a snapshot, which Lambda's SnapStart starts others from: before it is taken,
 * what a first image would have to load is loaded, and no connection is left open; after it is restored, clients are made
 * anew at the first event, with the credentials and the randomness of that environment.
 */
final class Snapshot implements Resource {
    private final Runnable prime;
    private final Runnable close;

    private Snapshot(Runnable prime, Runnable close) {
        this.prime = prime;
        this.close = close;
    }

    /** The context keeps no more than a weak reference: whoever registers has to keep the snapshot. */
    static Snapshot register(Runnable prime, Runnable close) {
        Snapshot snapshot = new Snapshot(prime, close);
        Core.getGlobalContext().register(snapshot);
        return snapshot;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        prime.run();
        close.run();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Clients come with the first event.
    }
}

package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.Lane;

/**
 * How many tasks of one customer may be on a lane at a time. The rest waits in the store, in order, so that the tasks
 * before any customer's next one are at most those shares of the others, however many images one of them sends.
 */
public record FairShares(int express, int standard, int bulk) {
    public static final FairShares DEFAULT = new FairShares(64, 32, 8);

    public FairShares {
        if (express < 1 || standard < 1 || bulk < 1) {
            throw new IllegalArgumentException("A customer's share of a lane must be at least 1 task, not " + express
                    + ", " + standard + ", " + bulk);
        }
    }

    int of(Lane lane) {
        return switch (lane) {
            case EXPRESS -> express;
            case BULK -> bulk;
            // UNKNOWN stands for lanes of a newer schema; their tasks go where LaneTopics sends them.
            case STANDARD, UNKNOWN -> standard;
        };
    }
}

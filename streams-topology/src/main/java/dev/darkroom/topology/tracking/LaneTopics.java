package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.Lane;
import dev.darkroom.schemas.Topics;

/** The task topic of each lane, whose name is also that of the node that writes to it. */
final class LaneTopics {
    private LaneTopics() {}

    static String of(Lane lane) {
        return switch (lane) {
            case EXPRESS -> Topics.IMAGE_TASKS_EXPRESS;
            case BULK -> Topics.IMAGE_TASKS_BULK;
            // UNKNOWN stands for lanes of a newer schema and is never decided here.
            case STANDARD, UNKNOWN -> Topics.IMAGE_TASKS_STANDARD;
        };
    }
}

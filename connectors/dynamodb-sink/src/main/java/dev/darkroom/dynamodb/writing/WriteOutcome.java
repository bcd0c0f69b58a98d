package dev.darkroom.dynamodb.writing;

import java.util.List;

/** How far a request got. */
sealed interface WriteOutcome {
    /**
     * Every write was made, or lost to an item that its guard does not let it overwrite.
     *
     * @param lostRaces how many lost
     */
    record Taken(int lostRaces) implements WriteOutcome {}

    /**
     * Some writes were not made, or may not have been; making them later may work.
     *
     * @param left the writes to make again
     * @param reason what DynamoDB or the way to it said, for the log
     * @param cause what the next attempt depends on
     */
    record Unfinished(List<MappedWrite> left, String reason, Cause cause) implements WriteOutcome {}

    /**
     * DynamoDB will not take these writes together, however often it is asked: at least one of them is bad.
     *
     * @param writes those asked for, or what was left of them
     * @param reason what DynamoDB said
     */
    record Refused(List<MappedWrite> writes, String reason, RuntimeException cause) implements WriteOutcome {}

    /** There is no such table. */
    record NoTable(RuntimeException cause) implements WriteOutcome {}

    /** Why a write has to be made again. */
    enum Cause {
        /** More than the table or the account takes now. */
        THROTTLED,
        /** A fault on the way or in the service; the write may have been made all the same. */
        FAULT
    }
}

package dev.darkroom.dynamodb.writing;

import java.util.List;

/** How far a batch got. */
sealed interface BatchOutcome {
    /** Every write was made. */
    record Written() implements BatchOutcome {}

    /**
     * Some writes were not made, or may not have been; making them later may work.
     *
     * @param left the writes to make again
     * @param reason what DynamoDB or the way to it said, for the log
     */
    record Unfinished(List<Write> left, String reason) implements BatchOutcome {}

    /**
     * DynamoDB will not take these writes together, however often it is asked: at least one of them is bad.
     *
     * @param writes the batch, or what was left of it
     * @param reason what DynamoDB said
     */
    record Refused(List<Write> writes, String reason, RuntimeException cause) implements BatchOutcome {}
}

package dev.darkroom.dynamodb.writing;

import java.util.List;

/** Writes a batch as {@link Batches} makes them, as far as it can. */
interface BatchWriter {
    /**
     * Makes the writes once, or says how far it got.
     *
     * @param batch at least one write, all of one table, no item twice
     * @throws org.apache.kafka.connect.errors.ConnectException when neither another attempt nor another batch can help
     */
    BatchOutcome write(List<Write> batch);
}

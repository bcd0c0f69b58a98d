package dev.darkroom.dynamodb.writing;

/** Makes a request's writes, as far as it can. */
interface ItemWriter {
    /**
     * Makes the writes, and says what became of them.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException when neither another attempt nor another request can help
     * @throws InterruptedException when the sink stops or the writes are not this task's any more
     */
    WriteOutcome write(Request request) throws InterruptedException;
}

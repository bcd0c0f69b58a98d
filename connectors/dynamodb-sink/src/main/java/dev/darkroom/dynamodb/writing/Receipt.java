package dev.darkroom.dynamodb.writing;

/** What became of one record: the offset behind it may be committed once it is confirmed. */
final class Receipt {
    private final long offset;
    private volatile boolean confirmed;
    private volatile boolean abandoned;
    private volatile boolean offloaded;

    Receipt(long offset) {
        this.offset = offset;
    }

    long offset() {
        return offset;
    }

    /** The record's write is in DynamoDB, or it asks for none, or it is stored as an errant record. */
    void confirm() {
        confirmed = true;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    /** The record's partition belongs to another task now: what is not yet sent of it must not be. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** What is too large for the item is in S3: another attempt need not store it again. */
    void offloaded() {
        offloaded = true;
    }

    boolean isOffloaded() {
        return offloaded;
    }
}

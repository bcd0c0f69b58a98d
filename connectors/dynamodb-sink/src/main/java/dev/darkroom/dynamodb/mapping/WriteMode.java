package dev.darkroom.dynamodb.mapping;

/** What a record with a value does to its item: replace it, make it if it is not there, or change some attributes. */
public enum WriteMode {
    PUT("put"),
    INSERT("insert"),
    UPDATE("update");

    private final String text;

    WriteMode(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.darkroom.dynamodb.mapping;

/** What a record without a value does. */
enum Tombstones {
    FAIL("fail"),
    IGNORE("ignore"),
    DELETE("delete");

    private final String text;

    Tombstones(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}

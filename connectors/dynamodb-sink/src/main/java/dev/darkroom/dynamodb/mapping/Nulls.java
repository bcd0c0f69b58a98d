package dev.darkroom.dynamodb.mapping;

/** What a null field or map value becomes. */
enum Nulls {
    OMIT("omit"),
    NULL("null"),
    REMOVE("remove");

    private final String text;

    Nulls(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}

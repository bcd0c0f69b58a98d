package dev.darkroom.dynamodb.mapping;

/** What becomes of an item over DynamoDB's 400 KB. */
enum OversizedItems {
    DEAD_LETTER("dead-letter"),
    FAIL("fail"),
    OFFLOAD("offload");

    private final String text;

    OversizedItems(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}

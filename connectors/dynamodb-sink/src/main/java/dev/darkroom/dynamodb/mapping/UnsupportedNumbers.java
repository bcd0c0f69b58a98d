package dev.darkroom.dynamodb.mapping;

/** What a number DynamoDB does not have becomes. */
enum UnsupportedNumbers {
    FAIL("fail"),
    TEXT("text"),
    OMIT("omit");

    private final String text;

    UnsupportedNumbers(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}

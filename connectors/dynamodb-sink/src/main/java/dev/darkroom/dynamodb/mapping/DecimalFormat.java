package dev.darkroom.dynamodb.mapping;

/** What a decimal becomes. */
enum DecimalFormat {
    NUMBER("number"),
    TEXT("text");

    private final String text;

    DecimalFormat(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}

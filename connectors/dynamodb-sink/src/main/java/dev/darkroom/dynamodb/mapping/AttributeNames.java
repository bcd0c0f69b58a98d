package dev.darkroom.dynamodb.mapping;

/** How fields name their attributes. */
enum AttributeNames {
    AS_IS("as-is"),
    SNAKE_CASE("snake_case");

    private final String text;

    AttributeNames(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}

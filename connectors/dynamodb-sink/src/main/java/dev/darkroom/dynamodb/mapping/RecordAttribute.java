package dev.darkroom.dynamodb.mapping;

/** A part of the record that is added to the item. */
record RecordAttribute(Reference reference, String attribute) {
    Placement placement() {
        return new Placement(attribute);
    }

    /** @throws IllegalArgumentException when it is not of the form {@code reference:attribute} */
    static RecordAttribute parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new IllegalArgumentException("expected <reference>:<attribute>");
        }
        return new RecordAttribute(
                Reference.parse(text.substring(0, colon).strip()),
                text.substring(colon + 1).strip());
    }
}

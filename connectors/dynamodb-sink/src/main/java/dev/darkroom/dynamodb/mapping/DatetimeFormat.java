package dev.darkroom.dynamodb.mapping;

import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** What a date, time or timestamp becomes. */
enum DatetimeFormat {
    ISO_8601("iso-8601", ScalarAttributeType.S),
    EPOCH_MILLIS("epoch-millis", ScalarAttributeType.N),
    EPOCH_SECONDS("epoch-seconds", ScalarAttributeType.N);

    private final String text;
    private final ScalarAttributeType type;

    DatetimeFormat(String text, ScalarAttributeType type) {
        this.text = text;
        this.type = type;
    }

    ScalarAttributeType type() {
        return type;
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.darkroom.dynamodb.mapping;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What becomes of values that DynamoDB has no type for, or more than one. */
record TypeSettings(
        Nulls nulls, DatetimeFormat datetimes, DecimalFormat decimals, UnsupportedNumbers unsupportedNumbers) {
    static final String NULLS = "nulls";
    static final String DATETIMES = "datetime.format";
    static final String DECIMALS = "decimal.format";
    static final String UNSUPPORTED_NUMBERS = "unsupported.numbers";

    private static final String GROUP = "Types";

    static void define(ConfigDef definition) {
        definition
                .define(
                        NULLS,
                        ConfigDef.Type.STRING,
                        Nulls.OMIT.toString(),
                        Choice.of(Nulls.class),
                        Importance.MEDIUM,
                        "What a null field becomes: nothing, which with write.mode=update leaves the attribute as it is"
                                + " (omit), an attribute of type NULL (null), or with write.mode=update the removal of"
                                + " the attribute (remove); in lists a null is always of type NULL.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Nulls")
                .define(
                        DATETIMES,
                        ConfigDef.Type.STRING,
                        DatetimeFormat.ISO_8601.toString(),
                        Choice.of(DatetimeFormat.class),
                        Importance.MEDIUM,
                        "What Connect's Date, Time and Timestamp become: text in UTC that sorts as time does (iso-8601),"
                                + " or a number since 1970, for a Time since midnight (epoch-millis, epoch-seconds).",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Dates and times")
                .define(
                        DECIMALS,
                        ConfigDef.Type.STRING,
                        DecimalFormat.NUMBER.toString(),
                        Choice.of(DecimalFormat.class),
                        Importance.LOW,
                        "What Connect's Decimal becomes: a number without trailing zeros (number), or text with all its"
                                + " digits (text).",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Decimals")
                .define(
                        UNSUPPORTED_NUMBERS,
                        ConfigDef.Type.STRING,
                        UnsupportedNumbers.FAIL.toString(),
                        Choice.of(UnsupportedNumbers.class),
                        Importance.LOW,
                        "What NaN, infinity, more than 38 digits and magnitudes beyond 1E-130 to 1E125 become: a bad"
                                + " record (fail; always in keys and versions), text (text), or a null (omit).",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Unsupported numbers");
    }

    static TypeSettings from(AbstractConfig config) {
        return new TypeSettings(
                Choice.of(Nulls.class).parse(config.getString(NULLS)),
                Choice.of(DatetimeFormat.class).parse(config.getString(DATETIMES)),
                Choice.of(DecimalFormat.class).parse(config.getString(DECIMALS)),
                Choice.of(UnsupportedNumbers.class).parse(config.getString(UNSUPPORTED_NUMBERS)));
    }

    /** For what an item is found or compared by: a number that is none is nothing to put text or a gap in place of. */
    TypeSettings refusingUnsupportedNumbers() {
        return new TypeSettings(nulls, datetimes, decimals, UnsupportedNumbers.FAIL);
    }
}

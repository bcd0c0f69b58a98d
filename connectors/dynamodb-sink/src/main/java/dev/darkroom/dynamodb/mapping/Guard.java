package dev.darkroom.dynamodb.mapping;

import java.util.Arrays;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The condition under which a write is made; one that does not hold is a lost race and no error. */
public sealed interface Guard {
    Guard NONE = new None();
    Guard ABSENT = new Absent();

    /** Always. */
    record None() implements Guard {}

    /** Only where there is no item of the key yet. */
    record Absent() implements Guard {}

    /**
     * Only over an item whose version is lower, or that has none, or where there is no item.
     *
     * @param attribute name of the attribute that holds an item's version
     * @param version this write's version: S, N or B
     */
    record Newer(String attribute, AttributeValue version) implements Guard {
        /** Whether the two can be compared as DynamoDB would: versions of different types cannot. */
        public boolean isComparableTo(Newer other) {
            return version.type() == other.version.type();
        }

        /** Whether this one's write is made over an item of the other one's version. */
        public boolean isNewerThan(Newer other) {
            return switch (version.type()) {
                case N -> Numbers.compare(version.n(), other.version.n()) > 0;
                case S -> Utf8.compare(version.s(), other.version.s()) > 0;
                case B ->
                    Arrays.compareUnsigned(
                                    version.b().asByteArrayUnsafe(),
                                    other.version.b().asByteArrayUnsafe())
                            > 0;
                default -> throw new IllegalStateException("A version is text, a number or bytes");
            };
        }
    }
}

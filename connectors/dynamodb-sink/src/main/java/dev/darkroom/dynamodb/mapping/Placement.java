package dev.darkroom.dynamodb.mapping;

/**
 * What a field is to become.
 *
 * @param attribute the attribute's name
 * @param isSet whether its array becomes a set
 * @param isLeftOut whether it becomes nothing
 */
record Placement(String attribute, boolean isSet, boolean isLeftOut) {
    static final Placement LEFT_OUT = new Placement("", false, true);

    Placement(String attribute) {
        this(attribute, false, false);
    }
}

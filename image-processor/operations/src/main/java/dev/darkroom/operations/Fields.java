package dev.darkroom.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A JSON object that is read field by field; every complaint begins with where it stands. */
final class Fields {
    private String where;
    private final JsonNode object;
    private final Set<String> known = new TreeSet<>();

    Fields(String where, JsonNode object) throws InvalidOperationsException {
        this.where = where;
        this.object = object;
        if (!object.isObject()) {
            throw bad("must be a JSON object, but is " + shown(object));
        }
    }

    /** Where it stands, now that it is known better. */
    void standsAt(String better) {
        where = better;
    }

    JsonNode get(String name) {
        known.add(name);
        return object.path(name);
    }

    boolean has(String name) {
        return !(get(name) instanceof MissingNode);
    }

    String text(String name) throws InvalidOperationsException {
        JsonNode value = get(name);
        if (!value.isTextual()) {
            throw bad(name + " must be a text, but is " + shown(value));
        }
        return value.textValue();
    }

    int integer(String name, int least, int most) throws InvalidOperationsException {
        JsonNode value = get(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw bad("%s must be a whole number from %d to %d, but is %s".formatted(name, least, most, shown(value)));
        }
        return value.intValue();
    }

    OptionalInt optionalInteger(String name, int least, int most) throws InvalidOperationsException {
        return has(name) ? OptionalInt.of(integer(name, least, most)) : OptionalInt.empty();
    }

    double number(String name, double least, double most, double absent) throws InvalidOperationsException {
        if (!has(name)) {
            return absent;
        }
        JsonNode value = get(name);
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw bad("%s must be a number from %s to %s, but is %s"
                    .formatted(name, plain(least), plain(most), shown(value)));
        }
        return value.doubleValue();
    }

    boolean flag(String name) throws InvalidOperationsException {
        JsonNode value = get(name);
        if (has(name) && !value.isBoolean()) {
            throw bad(name + " must be true or false, but is " + shown(value));
        }
        return value.booleanValue();
    }

    <E extends Enum<E>> E choice(String name, E absent) throws InvalidOperationsException {
        return has(name) ? choice(name, absent.getDeclaringClass()) : absent;
    }

    /** An enumeration's names are written in lower case, with hyphens. */
    <E extends Enum<E>> E choice(String name, Class<E> type) throws InvalidOperationsException {
        JsonNode value = get(name);
        Optional<E> chosen = Arrays.stream(type.getEnumConstants())
                .filter(constant -> written(constant).equals(value.textValue()))
                .findFirst();
        return chosen.orElseThrow(() -> bad(name + " must be one of "
                + Arrays.stream(type.getEnumConstants()).map(Fields::written).collect(Collectors.joining(", "))
                + ", but is " + shown(value)));
    }

    /** Says that every field there is has been asked for. */
    void end() throws InvalidOperationsException {
        for (String name : (Iterable<String>) object::fieldNames) {
            if (!known.contains(name)) {
                throw bad("there is no '" + clipped(name) + "'; there are " + String.join(", ", known));
            }
        }
    }

    InvalidOperationsException bad(String sentence) {
        return new InvalidOperationsException(where + ": " + sentence);
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : clipped(value.toString());
    }

    static String clipped(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}

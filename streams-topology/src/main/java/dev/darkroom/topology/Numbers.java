package dev.darkroom.topology;

import java.util.Map;

/** Whole numbers out of environment variables. */
record Numbers(Map<String, String> environment) {
    long atLeast(long least, String variable, long otherwise) {
        return between(least, Long.MAX_VALUE, variable, otherwise);
    }

    /** @throws IllegalArgumentException naming the variable and what it may be */
    long between(long least, long most, String variable, long otherwise) {
        String text = environment.getOrDefault(variable, Long.toString(otherwise));
        try {
            long number = Long.parseLong(text.strip());
            if (number < least || number > most) {
                throw new NumberFormatException("out of range");
            }
            return number;
        } catch (NumberFormatException e) {
            String atMost = most < Integer.MAX_VALUE ? " and at most " + most : "";
            throw new IllegalArgumentException(
                    variable + " must be a whole number of at least " + least + atMost + ", not " + text, e);
        }
    }
}

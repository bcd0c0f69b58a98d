package dev.darkroom.dynamodb.mapping;

import java.util.HashMap;
import java.util.Map;

/** Names attributes after fields; remembers some of the names, as a record's fields are those of the one before. */
final class Naming {
    private static final int MOST_REMEMBERED = 10_000;

    private final AttributeNames names;
    private final Map<String, String> remembered = new HashMap<>();

    Naming(AttributeNames names) {
        this.names = names;
    }

    /** @throws BadRecordException when the field has no name, for an attribute has to have one */
    String of(String field) {
        if (field.isEmpty()) {
            throw new BadRecordException("a field has no name, and an attribute has to: name it or leave it out");
        }
        return switch (names) {
            case AS_IS -> field;
            case SNAKE_CASE -> remembered(field);
        };
    }

    private String remembered(String field) {
        String known = remembered.get(field);
        if (known != null) {
            return known;
        }
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        String name = snakeCase(field);
        remembered.put(field, name);
        return name;
    }

    /**
     * Lower case, words apart by an underscore. A word starts at an upper-case letter after a letter or digit that is
     * none ({@code imageId}), at the last of several upper-case letters before a lower-case one ({@code HTTPServer}),
     * and after a space, hyphen or dot. Digits belong to the word before them; underscores stay.
     */
    static String snakeCase(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ' ' || c == '-' || c == '.') {
                snake.append('_');
            } else {
                if (startsWord(name, i)) {
                    snake.append('_');
                }
                snake.append(Character.toLowerCase(c));
            }
        }
        return snake.toString();
    }

    private static boolean startsWord(String name, int at) {
        if (at == 0 || !Character.isUpperCase(name.charAt(at)) || !Character.isLetterOrDigit(name.charAt(at - 1))) {
            return false;
        }
        boolean isFollowedByLower = at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
        return isFollowedByLower || !Character.isUpperCase(name.charAt(at - 1));
    }
}

package dev.darkroom.dynamodb.connection;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** System properties that are what they were when the test is over. */
final class SystemProperties implements AutoCloseable {
    private final Map<String, Optional<String>> before = new HashMap<>();

    void set(String name, Object value) {
        before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
        System.setProperty(name, value.toString());
    }

    @Override
    public void close() {
        before.forEach((name, value) ->
                value.ifPresentOrElse(was -> System.setProperty(name, was), () -> System.clearProperty(name)));
    }
}

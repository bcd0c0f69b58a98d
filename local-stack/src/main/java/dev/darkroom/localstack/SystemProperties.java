package dev.darkroom.localstack;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** System properties that are set while this object is open; closing brings back what they were. */
final class SystemProperties implements AutoCloseable {
    private final Map<String, @Nullable String> before = new HashMap<>();

    private SystemProperties() {}

    static SystemProperties set(Map<String, String> properties) {
        SystemProperties set = new SystemProperties();
        properties.forEach((name, value) -> set.before.put(name, System.setProperty(name, value)));
        return set;
    }

    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}

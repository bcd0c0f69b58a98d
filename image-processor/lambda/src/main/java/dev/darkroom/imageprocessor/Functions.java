package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageFunction;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The image functions there are, by name. */
final class Functions {
    private final Map<String, ImageFunction> byName = new TreeMap<>();

    /** @throws IllegalStateException when two have the same name */
    Functions(Iterable<ImageFunction> functions) {
        for (ImageFunction function : functions) {
            ImageFunction other = byName.putIfAbsent(function.name(), function);
            if (other != null) {
                throw new IllegalStateException("Two image functions are named " + function.name() + ": "
                        + other.getClass().getName() + " and "
                        + function.getClass().getName());
            }
        }
    }

    /** Those on the class path. */
    static Functions load() {
        return new Functions(ServiceLoader.load(ImageFunction.class, Functions.class.getClassLoader()));
    }

    Optional<ImageFunction> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Set<String> names() {
        return byName.keySet();
    }
}

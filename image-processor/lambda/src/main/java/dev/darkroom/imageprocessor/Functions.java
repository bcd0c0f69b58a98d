package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageFunction;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The image functions there are, by name and version. */
final class Functions {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[a-z0-9][a-z0-9.-]{0,31}");
    private static final Pattern PART = Pattern.compile("\\d+|[a-z]+");

    /** By their numbers: 1.10 comes after 1.9, and 2 after 2-beta. */
    private static final Comparator<String> OLDEST_FIRST =
            Comparator.comparing(Functions::sortable).thenComparing(Comparator.naturalOrder());

    private final Map<String, ImageFunction> byNameAndVersion = new TreeMap<>();
    private final Map<String, String> latest = new HashMap<>();

    /** @throws IllegalStateException when two have the same name and version, or one has none that can be asked for */
    Functions(Iterable<ImageFunction> functions) {
        for (ImageFunction function : functions) {
            add(function);
        }
    }

    private void add(ImageFunction function) {
        String name = function.name();
        String version = function.version();
        if (!NAME.matcher(name).matches() || !VERSION.matcher(version).matches()) {
            throw new IllegalStateException(
                    "The image function " + function.getClass().getName() + " is called '" + name + "' in version '"
                            + version + "': both are lower-case letters, digits and hyphens");
        }
        ImageFunction other = byNameAndVersion.putIfAbsent(name + "@" + version, function);
        if (other != null) {
            throw new IllegalStateException("Two image functions are named " + name + " in version " + version + ": "
                    + other.getClass().getName() + " and "
                    + function.getClass().getName());
        }
        latest.merge(name, version, (a, b) -> OLDEST_FIRST.compare(a, b) < 0 ? b : a);
    }

    /** Those on the class path. */
    static Functions load() {
        return new Functions(ServiceLoader.load(ImageFunction.class, Functions.class.getClassLoader()));
    }

    /** By {@code name@version}, or by {@code name} for the latest version. */
    Optional<ImageFunction> named(String wanted) {
        return Optional.ofNullable(
                byNameAndVersion.get(latest.containsKey(wanted) ? wanted + "@" + latest.get(wanted) : wanted));
    }

    /** The latest version of each. */
    List<ImageFunction> latest() {
        return latest.keySet().stream().flatMap(name -> named(name).stream()).toList();
    }

    /** Each name, and each name with a version. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(latest.keySet());
        names.addAll(byNameAndVersion.keySet());
        return names;
    }

    /** Numbers padded, and an end that sorts after a word, so that a release follows its betas. */
    private static String sortable(String version) {
        StringBuilder sortable = new StringBuilder();
        Matcher parts = PART.matcher(version);
        while (parts.find()) {
            String part = parts.group();
            boolean number = Character.isDigit(part.charAt(0));
            sortable.append(number ? "~" + "0".repeat(32 - part.length()) : " ").append(part);
        }
        return sortable.append('!').toString();
    }
}

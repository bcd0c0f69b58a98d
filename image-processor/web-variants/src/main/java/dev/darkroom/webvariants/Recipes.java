package dev.darkroom.webvariants;

import dev.darkroom.operations.InvalidOperationsException;
import dev.darkroom.operations.Recipe;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recipes by their text, those last used, so that the same operations for image after image are parsed once. */
final class Recipes {
    private static final int MOST = 64;

    private final Map<String, Recipe> parsed = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Recipe> eldest) {
            return size() > MOST;
        }
    };

    synchronized Recipe of(@Nullable String operations) throws InvalidOperationsException {
        if (operations == null) {
            return Recipe.DEFAULT;
        }
        Recipe recipe = parsed.get(operations);
        if (recipe == null) {
            recipe = Recipe.parse(operations);
            parsed.put(operations, recipe);
        }
        return recipe;
    }
}

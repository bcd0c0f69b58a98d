package dev.darkroom.imagefunction;

import java.util.List;

/** The good end: at least one rendition, each with a name of its own. */
public record Renditions(List<Rendition> renditions) implements Outcome {
    public Renditions {
        renditions = List.copyOf(renditions);
        if (renditions.isEmpty()) {
            throw new IllegalArgumentException("A function gives at least one rendition, or a refusal");
        }
        if (renditions.stream().map(Rendition::name).distinct().count() < renditions.size()) {
            throw new IllegalArgumentException("Two renditions have the same name: "
                    + renditions.stream().map(Rendition::name).toList());
        }
    }
}

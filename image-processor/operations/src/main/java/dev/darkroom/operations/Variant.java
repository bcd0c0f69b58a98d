package dev.darkroom.operations;

import java.util.List;

/**
 * One image to be made.
 *
 * @param name of the rendition it becomes
 * @param operations applied in their order to the upright image, in sRGB
 */
public record Variant(String name, List<Operation> operations, Format format, Metadata metadata) {
    public Variant {
        operations = List.copyOf(operations);
    }
}

package dev.darkroom.cli.packaging;

import java.util.List;

/**
 * Something that is deployed.
 *
 * @param name of the file that it becomes; its bill of materials is beside it, with {@code .cdx.json} after that
 * @param module directory of the Maven module that makes it
 * @param file below the module's {@code target}
 */
record Artifact(String name, String module, String file) {
    private static final String VERSION = "0.1.0-SNAPSHOT";

    /** All of them, by what they are. */
    static List<Artifact> all() {
        return List.of(
                new Artifact("image-processor.zip", "image-processor/lambda", "image-processor.zip"),
                plugin("avro-converter"),
                plugin("dynamodb-sink"),
                image("connect-worker"),
                image("image-collection"),
                image("image-streaming"),
                image("streams-topology"));
    }

    String billName() {
        return name + ".cdx.json";
    }

    private static Artifact plugin(String name) {
        String zip = name + "-" + VERSION + ".zip";
        return new Artifact(zip, "connectors/" + name, zip);
    }

    private static Artifact image(String name) {
        return new Artifact(name + ".tar", "images/" + name, name + ".tar");
    }
}

package dev.darkroom.cli.demo;

import java.nio.file.Path;

/** A file to upload, and the customer it is uploaded for. */
public record Photo(Path file, String customerId) {
    public String name() {
        return file.getFileName().toString();
    }
}

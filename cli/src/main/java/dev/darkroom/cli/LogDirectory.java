package dev.darkroom.cli;

import java.nio.file.Path;

/** Where this process logs. It has to be told before the first logger is made. */
final class LogDirectory {
    /** Read by logback.xml. */
    private static final String PROPERTY = "darkroom.logs";

    private LogDirectory() {}

    /** Logs into this directory, unless the command's caller has named another. */
    static void set(Path directory) {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, directory.toString());
        }
    }

    static Path file() {
        return Path.of(System.getProperty(PROPERTY, ".")).resolve("darkroom.log");
    }
}

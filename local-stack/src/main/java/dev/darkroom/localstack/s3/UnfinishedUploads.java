package dev.darkroom.localstack.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a killed server leaves of uploads. s3proxy writes an object to {@code <key>-<random UUID>}, adds its checksum as
 * a file attribute and renames it; a file of such a name without a checksum is no object and would be listed as one.
 */
final class UnfinishedUploads {
    private static final Pattern TEMPORARY_NAME =
            Pattern.compile(".+-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    private static final String CHECKSUM = "user.content-md5";

    private UnfinishedUploads() {}

    static void delete(Path directory) throws IOException {
        List<Path> candidates;
        try (Stream<Path> files = Files.walk(directory)) {
            candidates = files.filter(file -> TEMPORARY_NAME
                            .matcher(file.getFileName().toString())
                            .matches())
                    .filter(Files::isRegularFile)
                    .toList();
        }
        for (Path candidate : candidates) {
            if (!Files.getFileAttributeView(candidate, UserDefinedFileAttributeView.class)
                    .list()
                    .contains(CHECKSUM)) {
                Files.delete(candidate);
            }
        }
    }
}

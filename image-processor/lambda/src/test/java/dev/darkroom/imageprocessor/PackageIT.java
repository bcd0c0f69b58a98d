package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/**
 * The zip that is deployed, against Lambda's limits: <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">50 MB to upload it without S3, 250 MB
 * unzipped with all layers</a>.
 */
final class PackageIT {
    private static final Path ZIP = Path.of("target", "image-processor.zip");
    private static final long MEGABYTE = 1 << 20;

    /** Of 50 MB, with room for what dependencies grow by. */
    private static final long MOST_ZIPPED = 46 * MEGABYTE;

    /** Of 250 MB, with room for layers. */
    private static final long MOST_UNZIPPED = 100 * MEGABYTE;

    @Test
    void canBeUploadedDirectlyAndLeavesRoomForLayers() throws IOException {
        assertThat(Files.size(ZIP)).as("bytes zipped").isLessThan(MOST_ZIPPED);
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            assertThat(zip.stream().mapToLong(ZipEntry::getSize).sum())
                    .as("bytes unzipped")
                    .isLessThan(MOST_UNZIPPED);
        }
    }

    @Test
    void carriesNativeCodeOfLambdasPlatformsOnly() throws IOException {
        assertThat(natives()).isNotEmpty().allMatch(name -> name.matches(".*[/-](x86_64|amd64|aarch64|x64|arm64)/.*"));
        assertThat(natives()).noneMatch(name -> name.matches("(?i).*(windows|darwin|mac|musl).*"));
    }

    @Test
    void hasTheTrimmedJarsInPlaceOfTheWholeOnes() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            List<String> names = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replaceAll("(-[0-9.]+(-SNAPSHOT)?)?\\.jar$", ""))
                    .toList();
            assertThat(names).containsOnlyOnce("lib/webp-imageio", "lib/lz4-java");
        }
    }

    /** Native libraries in the zip and in the jars in it. */
    private static List<String> natives() throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                names.add(entry.getName());
                if (entry.getName().endsWith(".jar")) {
                    try (ZipInputStream jar = new ZipInputStream(zip.getInputStream(entry))) {
                        Stream.iterate(next(jar), it -> !it.isEmpty(), it -> next(jar))
                                .forEach(names::add);
                    }
                }
            }
        }
        return names.stream()
                .filter(name -> name.matches(".*\\.(so[0-9.]*|dll|dylib|jnilib)"))
                .toList();
    }

    private static String next(ZipInputStream jar) {
        try {
            ZipEntry entry = jar.getNextEntry();
            return entry == null ? "" : entry.getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.darkroom.localstack.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A function's code, unpacked: classes at the root, jars under {@code lib/}, as Lambda's Java runtimes expect it.
 *
 * @param root what AWS calls the task root
 */
public record DeploymentPackage(Path root) {

    /** Unpacks the zip, unless the same content is there from before; a directory is used as it is. */
    public static DeploymentPackage unpack(Path code, Path workDirectory) {
        if (Files.isDirectory(code)) {
            return new DeploymentPackage(code.toAbsolutePath());
        }
        if (!Files.exists(code)) {
            throw new IllegalArgumentException("There is no deployment package " + code + ": build it first");
        }
        try (ZipFile zip = new ZipFile(code.toFile())) {
            Path root =
                    workDirectory.resolve("packages").resolve(fingerprint(zip)).toAbsolutePath();
            if (!Files.exists(root)) {
                unpack(zip, root);
            }
            return new DeploymentPackage(root);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack the deployment package " + code, e);
        }
    }

    /** Removes what was unpacked of packages that are out of use. */
    static void removeOthers(List<DeploymentPackage> used, Path workDirectory) {
        Path packages = workDirectory.resolve("packages").toAbsolutePath();
        if (!Files.isDirectory(packages)) {
            return;
        }
        try (Stream<Path> unpacked = Files.list(packages)) {
            for (Path old : unpacked.filter(root -> !used.contains(new DeploymentPackage(root)))
                    .toList()) {
                delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + packages, e);
        }
    }

    /** The package's part of the class path, in an order that depends on nothing but the names. */
    public List<Path> classPath() {
        try (Stream<Path> libraries =
                        Files.exists(root.resolve("lib")) ? Files.list(root.resolve("lib")) : Stream.of();
                Stream<Path> files = Files.walk(root)) {
            boolean hasClasses = files.anyMatch(file -> file.toString().endsWith(".class"));
            return Stream.concat(
                            hasClasses ? Stream.of(root) : Stream.of(),
                            libraries
                                    .filter(file -> file.toString().endsWith(".jar"))
                                    .sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + root, e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String fingerprint(ZipFile zip) {
        CRC32 crc = new CRC32();
        zip.stream()
                .sorted(Comparator.comparing(ZipEntry::getName))
                .forEach(entry -> crc.update(
                        (entry.getName() + ":" + entry.getCrc() + ":" + entry.getSize() + "\n").getBytes(UTF_8)));
        return String.format("%08x", crc.getValue());
    }

    private static void unpack(ZipFile zip, Path root) throws IOException {
        Files.createDirectories(root.getParent());
        Path unfinished = Files.createTempDirectory(root.getParent(), ".unpacking");
        for (ZipEntry entry : zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
            Path file = unfinished.resolve(entry.getName()).normalize();
            if (!file.startsWith(unfinished)) {
                throw new IOException(entry.getName() + " points outside the package");
            }
            Files.createDirectories(file.getParent());
            try (InputStream content = zip.getInputStream(entry)) {
                Files.copy(content, file);
            }
            Files.setLastModifiedTime(file, entry.getLastModifiedTime());
        }
        Files.move(unfinished, root, StandardCopyOption.ATOMIC_MOVE);
    }
}

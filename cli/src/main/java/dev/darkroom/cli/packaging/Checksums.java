package dev.darkroom.cli.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * SHA-256 of files by their names, written so that {@code sha256sum --check} reads it.
 *
 * @param byName lower-case hex
 */
record Checksums(Map<String, String> byName) {
    static final String FILE = "SHA256SUMS";

    static Checksums of(List<Path> files) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (Path file : files) {
            sums.put(file.getFileName().toString(), sha256(file));
        }
        return new Checksums(sums);
    }

    void write(Path directory) throws IOException {
        Files.writeString(
                directory.resolve(FILE),
                byName.entrySet().stream()
                        .map(sum -> sum.getValue() + "  " + sum.getKey() + "\n")
                        .collect(Collectors.joining()));
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}

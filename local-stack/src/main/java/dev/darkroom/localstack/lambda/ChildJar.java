package dev.darkroom.localstack.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.annotations.SdkInternalApi;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** The jars every function's class path begins with: {@link ChildMain} in one of its own, then AWS's runtime. */
final class ChildJar {
    /** The same in every run: an AOT cache is refused when a jar's time has changed. */
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private ChildJar() {}

    static List<Path> classPath(Path workDirectory) {
        return Stream.concat(
                        Stream.of(write(workDirectory.resolve("lambda-child.jar"))),
                        Stream.of(
                                        AWSLambda.class,
                                        Context.class,
                                        PojoSerializer.class,
                                        SdkInternalThreadLocal.class,
                                        SdkInternalApi.class)
                                .map(ChildJar::jarOf))
                .toList();
    }

    private static Path write(Path jar) {
        try {
            byte[] bytes = jar();
            Files.createDirectories(jar.toAbsolutePath().getParent());
            if (!Files.exists(jar) || !Arrays.equals(Files.readAllBytes(jar), bytes)) {
                Files.write(jar, bytes);
                Files.setLastModifiedTime(jar, TIME);
            }
            return jar.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + jar, e);
        }
    }

    private static byte[] jar() throws IOException {
        String entry = ChildMain.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                InputStream classFile =
                        Objects.requireNonNull(ChildMain.class.getClassLoader().getResourceAsStream(entry), entry)) {
            zip.putNextEntry(new ZipEntry(entry).setLastModifiedTime(TIME));
            classFile.transferTo(zip);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot find the jar of " + type.getName(), e);
        }
    }
}

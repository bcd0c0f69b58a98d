package dev.darkroom.localstack.lambda;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a deployment package of {@link ScriptedHandler}, laid out as the real ones are. */
final class TestingPackage {
    static final String HANDLER = ScriptedHandler.class.getName() + "::handleRequest";

    private TestingPackage() {}

    static Path write(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("lib/function.jar"));
            zip.write(functionJar());
            zip.putNextEntry(new ZipEntry("lib/events.jar"));
            Files.copy(jarOf(KafkaEvent.class), zip);
            zip.putNextEntry(new ZipEntry("lib/joda-time.jar"));
            Files.copy(jarOf(Class.forName("org.joda.time.DateTime")), zip);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The events library comes with Joda-Time no longer", e);
        }
        return file;
    }

    private static byte[] functionJar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            String entry = ScriptedHandler.class.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new ZipEntry(entry));
            copyClass(entry, jar);
        }
        return bytes.toByteArray();
    }

    private static void copyClass(String entry, OutputStream jar) throws IOException {
        try (InputStream classFile =
                Objects.requireNonNull(TestingPackage.class.getClassLoader().getResourceAsStream(entry))) {
            classFile.transferTo(jar);
        }
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

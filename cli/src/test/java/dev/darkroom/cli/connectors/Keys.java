package dev.darkroom.cli.connectors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key for 127.0.0.1 and the certificate that vouches for it. */
record Keys(Path keystore, Path certificate) {
    static final String PASSWORD = "changeit";

    static Keys make(Path directory) throws IOException, InterruptedException {
        Keys keys = new Keys(directory.resolve("server.p12"), directory.resolve("server.pem"));
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=testing",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-keystore",
                keys.keystore().toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-file",
                keys.certificate().toString(),
                "-keystore",
                keys.keystore().toString());
        return keys;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + command);
        }
    }
}

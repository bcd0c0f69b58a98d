package dev.darkroom.httpservice;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The service's certificate and key out of a PKCS #12 file, for a service that speaks TLS itself. */
final class TlsKeys {
    private TlsKeys() {}

    /**
     * What {@code TLS_KEYSTORE_FILE} and {@code TLS_KEYSTORE_PASSWORD} ask for; empty when the first is not set.
     *
     * @throws IllegalArgumentException when the file cannot be used
     */
    static Optional<Tls> fromEnvironment(Map<String, String> environment) {
        String file = environment.getOrDefault("TLS_KEYSTORE_FILE", "");
        if (file.isBlank()) {
            return Optional.empty();
        }
        char[] password = environment.getOrDefault("TLS_KEYSTORE_PASSWORD", "").toCharArray();
        try {
            KeyStore keys = KeyStore.getInstance(Path.of(file).toFile(), password);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return Optional.of(Tls.builder().sslContext(context).build());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "TLS_KEYSTORE_FILE " + file + " cannot be used with TLS_KEYSTORE_PASSWORD: " + e.getMessage(), e);
        }
    }
}

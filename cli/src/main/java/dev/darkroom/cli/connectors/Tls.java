package dev.darkroom.cli.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to believe, and what to show. */
final class Tls {
    private Tls() {}

    /**
     * A context with certificates of one's own.
     *
     * @param authorities certificates in PEM; Java's own when empty
     * @param keystore PKCS #12 with the client's key and certificate
     * @throws IllegalArgumentException when a file is not what it should be; names it
     */
    static SSLContext context(Optional<Path> authorities, Optional<Path> keystore, Optional<String> password) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keystore.isPresent() ? keys(keystore.get(), password.orElse("")) : null,
                    authorities.isPresent() ? trust(authorities.get()) : null,
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM cannot speak TLS: " + e.getMessage(), e);
        }
    }

    private static TrustManager @Nullable [] trust(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "--ca " + file + " does not hold certificates in PEM: " + e.getMessage(), e);
        }
    }

    private static KeyManager @Nullable [] keys(Path file, String password) {
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password.toCharArray());
            return factory.getKeyManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "--keystore " + file + " cannot be read with the password given: " + e.getMessage(), e);
        }
    }
}

package dev.darkroom.httpservice;

import io.helidon.common.tls.Tls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/**
 * Where a service listens.
 *
 * @param host the interface's name or address
 * @param port the TCP port; 0 for any that is free
 * @param tls its certificate and key; empty for HTTP in the clear
 */
public record HttpAddress(String host, int port, Optional<Tls> tls) {
    public HttpAddress(String host, int port) {
        this(host, port, Optional.empty());
    }

    public HttpAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("HTTP_HOST is empty: give the address to listen on, e.g. 127.0.0.1");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("HTTP_PORT must be 0 to 65535, not " + port);
        }
    }

    /**
     * What {@code HTTP_HOST} (default 127.0.0.1) and {@code HTTP_PORT} ask for, and, for TLS, {@code TLS_KEYSTORE_FILE}
     * (PKCS #12) and {@code TLS_KEYSTORE_PASSWORD}.
     *
     * @throws IllegalArgumentException when they cannot be understood
     */
    public static HttpAddress fromEnvironment(Map<String, String> environment, int defaultPort) {
        String port = environment.getOrDefault("HTTP_PORT", Integer.toString(defaultPort));
        try {
            return new HttpAddress(
                    environment.getOrDefault("HTTP_HOST", "127.0.0.1"),
                    Integer.parseInt(port.strip()),
                    TlsKeys.fromEnvironment(environment));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("HTTP_PORT must be a number, not '" + port + "'", e);
        }
    }

    /** Whether only this machine can reach it. */
    boolean loopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

package dev.darkroom.httpservice;

import java.util.Map;

/**
 * Where a service listens.
 *
 * @param host the interface's name or address
 * @param port the TCP port; 0 for any that is free
 */
public record HttpAddress(String host, int port) {
    public HttpAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("HTTP_HOST is empty: give the address to listen on, e.g. 127.0.0.1");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("HTTP_PORT must be 0 to 65535, not " + port);
        }
    }

    /**
     * What {@code HTTP_HOST} (default 127.0.0.1) and {@code HTTP_PORT} ask for.
     *
     * @throws IllegalArgumentException when they cannot be understood
     */
    public static HttpAddress fromEnvironment(Map<String, String> environment, int defaultPort) {
        String port = environment.getOrDefault("HTTP_PORT", Integer.toString(defaultPort));
        try {
            return new HttpAddress(environment.getOrDefault("HTTP_HOST", "127.0.0.1"), Integer.parseInt(port.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("HTTP_PORT must be a number, not '" + port + "'", e);
        }
    }
}

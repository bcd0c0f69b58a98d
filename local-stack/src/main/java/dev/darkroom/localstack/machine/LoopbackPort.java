package dev.darkroom.localstack.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports of the loopback address. Servers that end the JVM when their port is taken, as Kafka's does, get theirs
 * from here.
 */
public final class LoopbackPort {
    /** The one address everything in the stack listens on. */
    public static final String HOST = "127.0.0.1";

    private static final int LOWEST = 10_000;
    private static final int FIRST_OF_CONNECTIONS = 32_768;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private LoopbackPort() {}

    /**
     * The given port, or one that is free when it is 0, and given to nobody else here. It lies below those that Linux
     * gives to connections, one of which might otherwise have it before its server does.
     */
    public static int orFree(int port) {
        if (port != 0) {
            return port;
        }
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST, FIRST_OF_CONNECTIONS);
            if (isFree(candidate) && GIVEN.add(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "No free port on " + HOST + " between " + LOWEST + " and " + FIRST_OF_CONNECTIONS);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = bind(port)) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * Checks that a server can be started on the port; 0 always passes.
     *
     * @param wantedBy who is going to listen there, e.g. {@code Kafka}
     * @param setting what a user changes to move it elsewhere, e.g. {@code --kafka-port}
     * @throws PortTakenException when something listens on it already
     */
    public static void requireFree(int port, String wantedBy, String setting) {
        try (ServerSocket probe = bind(port)) {
            probe.getLocalPort();
        } catch (BindException e) {
            throw new PortTakenException(port, wantedBy, setting, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not probe port " + port + " for " + wantedBy, e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        // a port whose last connections are still in TIME_WAIT is free; the servers bind it with this option as well
        socket.setReuseAddress(true);
        try {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}

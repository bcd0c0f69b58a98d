package dev.darkroom.localstack.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * TCP ports of the loopback address. Servers that end the JVM when their port is taken, as Kafka's does, get theirs
 * from here.
 */
public final class LoopbackPort {
    /** The one address everything in the stack listens on. */
    public static final String HOST = "127.0.0.1";

    private LoopbackPort() {}

    /** The given port, or a free one when it is 0. */
    public static int orFree(int port) {
        if (port != 0) {
            return port;
        }
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on " + HOST, e);
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

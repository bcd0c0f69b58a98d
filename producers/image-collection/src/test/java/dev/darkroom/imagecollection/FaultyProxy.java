package dev.darkroom.imagecollection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A TCP proxy before an HTTP server, which does to its clients what networks and servers do now and then. */
final class FaultyProxy implements AutoCloseable {
    enum Fault {
        /** Everything passes. */
        NONE,
        /** Requests are answered 500 and go no further. */
        ERROR,
        /** Requests go no further and are not answered. */
        HANG,
        /** Requests pass, half of their answers comes back, then the connection ends. */
        TRUNCATE,
        /** Everything passes, in small pieces with pauses. */
        SLOW
    }

    private static final byte[] REFUSAL =
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final long PAUSE_NANOS = 20_000_000;
    private static final int SMALL_PIECE = 16 << 10;

    private final ServerSocket server;
    private final URI upstream;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    FaultyProxy(URI upstream) throws IOException {
        this.upstream = upstream;
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** From now on; connections that hang already go on hanging until their client ends them. */
    void have(Fault next) {
        fault = next;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket behind = new Socket(upstream.getHost(), upstream.getPort());
                sockets.add(client);
                sockets.add(behind);
                Thread.ofVirtual().start(() -> pump(client, behind, true));
                Thread.ofVirtual().start(() -> pump(behind, client, false));
            }
        } catch (IOException e) {
            close();
        }
    }

    private void pump(Socket from, Socket to, boolean request) {
        byte[] buffer = new byte[64 << 10];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int count;
            while ((count = in.read(buffer, 0, fault == Fault.SLOW ? SMALL_PIECE : buffer.length)) >= 0) {
                if (!(request ? passRequest(from, out, buffer, count) : passAnswer(out, buffer, count))) {
                    return;
                }
            }
        } catch (IOException e) {
            // One side is gone, and so the other goes.
            return;
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private boolean passRequest(Socket client, OutputStream out, byte[] bytes, int count) throws IOException {
        switch (fault) {
            case NONE, TRUNCATE -> out.write(bytes, 0, count);
            case SLOW -> {
                LockSupport.parkNanos(PAUSE_NANOS);
                out.write(bytes, 0, count);
            }
            case HANG -> {}
            case ERROR -> {
                client.getOutputStream().write(REFUSAL);
                return false;
            }
        }
        return true;
    }

    private boolean passAnswer(OutputStream out, byte[] bytes, int count) throws IOException {
        boolean interim =
                new String(bytes, 0, Math.min(count, 12), StandardCharsets.US_ASCII).startsWith("HTTP/1.1 100");
        switch (fault) {
            case TRUNCATE -> {
                out.write(bytes, 0, interim ? count : count / 2);
                return interim;
            }
            case SLOW -> LockSupport.parkNanos(PAUSE_NANOS);
            case HANG -> {
                return true;
            }
            case NONE, ERROR -> {}
        }
        out.write(bytes, 0, count);
        return true;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("The proxy does not end", e);
        }
    }
}

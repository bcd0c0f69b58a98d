package dev.darkroom.dynamodb.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that remembers what it was asked for; it answers for every host itself and opens no tunnel. */
final class TestingProxy implements AutoCloseable {
    private static final String LIST_OF_NO_TABLES = "{\"TableNames\":[]}";

    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final ServerSocket server;

    private TestingProxy(ServerSocket server) {
        this.server = server;
    }

    static TestingProxy start() {
        try {
            TestingProxy proxy = new TestingProxy(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
            Thread.ofPlatform().daemon().start(proxy::serve);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Request line and headers of each request. */
    List<String> heads() {
        return heads;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                String head = head(socket.getInputStream());
                heads.add(head);
                String answer = head.startsWith("CONNECT ")
                        ? "HTTP/1.1 502 No tunnels here\r\nContent-Length: 0\r\n\r\n"
                        : "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + LIST_OF_NO_TABLES.length()
                                + "\r\n\r\n" + LIST_OF_NO_TABLES;
                socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
                socket.shutdownOutput();
                socket.getInputStream().skip(Long.MAX_VALUE);
            } catch (IOException e) {
                // the client went away, or the proxy is closed
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("The request ended in its head");
            }
            head.append((char) read);
        }
        return head.toString();
    }
}

package dev.darkroom.dynamodb.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** An endpoint that takes every write and keeps none, at next to no cost: a process of its own for the benchmark. */
final class NullDynamoDb {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\n\r\n{}"
                    .getBytes(ISO_8859_1);
    private static final String LENGTH = "content-length:";

    private NullDynamoDb() {}

    /** Prints the port; ends with its standard input, so that it never outlives the benchmark. */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            Thread acceptor = new Thread(() -> acceptAll(server));
            acceptor.setDaemon(true);
            acceptor.start();
            while (System.in.read() >= 0) {
                // Whatever is written there means nothing.
            }
        }
    }

    private static void acceptAll(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread connection = new Thread(() -> answerAll(socket));
                connection.setDaemon(true);
                connection.start();
            }
        } catch (IOException e) {
            // The benchmark is over.
        }
    }

    private static void answerAll(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            OutputStream out = socket.getOutputStream();
            for (long length = headers(in); length >= 0; length = headers(in)) {
                in.skipNBytes(length);
                out.write(ANSWER);
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    /** Reads a request's head; returns the length of its body, or -1 when there is no further request. */
    private static long headers(InputStream in) throws IOException {
        long length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Long.parseLong(line.substring(LENGTH.length()).trim());
            }
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(128);
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}

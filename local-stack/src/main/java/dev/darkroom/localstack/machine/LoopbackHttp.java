package dev.darkroom.localstack.machine;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The JDK's HTTP server, on the loopback address. */
public final class LoopbackHttp {
    static {
        // Else the last segment of an answer that does not fit one waits 40 ms for the client's delayed
        // acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private LoopbackHttp() {}

    /**
     * Makes a server, which is still to be started.
     *
     * @param port the port to listen on; 0 takes a free one
     */
    public static HttpServer create(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(LoopbackPort.HOST), port), 0);
    }
}

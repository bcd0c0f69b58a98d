package dev.darkroom.localstack.glue;

import com.sun.net.httpserver.HttpServer;
import dev.darkroom.localstack.machine.LoopbackHttp;
import dev.darkroom.localstack.machine.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the Glue Schema Registry operations that serializers and schema tools call, on the loopback interface. Avro
 * only. A change is on disk before it is answered.
 */
public final class LocalGlue implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService requests;

    private LocalGlue(HttpServer server, ExecutorService requests) {
        this.server = server;
        this.requests = requests;
    }

    /**
     * Starts the endpoint with what the directory holds from earlier runs.
     *
     * @param port the port to listen on; 0 takes a free one
     * @throws dev.darkroom.localstack.machine.PortTakenException when the port is in use
     * @throws UncheckedIOException when the directory cannot be used
     */
    public static LocalGlue start(int port, Path directory) {
        LoopbackPort.requireFree(port, "the Glue registry", "the Glue port");
        SchemaRegistries registries = SchemaRegistries.open(directory.resolve("glue.json"), Clock.systemUTC());
        try {
            HttpServer server = LoopbackHttp.create(port);
            ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
            server.createContext("/", new GlueProtocol(Operations.of(registries)));
            server.setExecutor(requests);
            server.start();
            return new LocalGlue(server, requests);
        } catch (IOException e) {
            throw new UncheckedIOException("The Glue endpoint could not be started", e);
        }
    }

    /** What AWS_ENDPOINT_URL_GLUE has to be for clients of this registry. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
    }
}

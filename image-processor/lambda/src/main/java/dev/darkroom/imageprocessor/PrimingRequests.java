package dev.darkroom.imageprocessor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.registry.GlueSchemaRegistry;
import dev.darkroom.schemas.registry.GlueSettings;
import dev.darkroom.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/**
 * The requests of a first image, sent by the clients it will have to a server within this process that answers as S3 and
 * Glue do: what they load is loaded, and nothing leaves the environment.
 */
final class PrimingRequests {
    private PrimingRequests() {}

    /** @throws RuntimeException when one of them fails, for want of credentials or a region for instance */
    static void send(ImageBytes image) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> answer(exchange, image));
            server.start();
            try {
                send(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), image);
            } finally {
                server.stop(0);
            }
            // the server speaks no TLS; its classes and the trusted certificates are what is slow to load
            SSLContext.getDefault().createSSLEngine();
        } catch (IOException e) {
            throw new UncheckedIOException("No server for priming", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("There is no TLS", e);
        }
    }

    private static void send(URI endpoint, ImageBytes image) {
        try (S3Images images = new S3Images(S3Images.client(endpoint), "priming")) {
            images.fetch("priming", "image", image.size());
            images.put("image", image, "image/jpeg");
        }
        try (SchemaRegistry registry =
                new GlueSchemaRegistry(GlueSettings.ofRegistry("priming").withEndpoint(endpoint))) {
            registry.schemaOf(new UUID(0, 0));
            registry.idOf("priming", ImageTask.getClassSchema());
        }
    }

    private static void answer(HttpExchange exchange, ImageBytes image) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            byte[] body = exchange.getRequestHeaders().containsKey("X-Amz-Target") ? schema() : image.array();
            if (exchange.getRequestMethod().equals("PUT")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static byte[] schema() {
        String definition = ImageTask.getClassSchema().toString();
        String quoted = definition.replace("\\", "\\\\").replace("\"", "\\\"");
        return """
                {"SchemaVersionId":"%s","SchemaDefinition":"%s","DataFormat":"AVRO","Status":"AVAILABLE","VersionNumber":1}""".formatted(new UUID(0, 0), quoted).getBytes(StandardCharsets.UTF_8);
    }
}

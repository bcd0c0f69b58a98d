package dev.darkroom.imageprocessor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as S3 does. */
final class S3ImagesTest {
    private static final int SIZE = 32 << 20;

    private final Properties before = new Properties();
    private HttpServer server;
    private S3Images images;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/raw-bucket/there", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, SIZE);
                byte[] part = new byte[1 << 16];
                for (int sent = 0; sent < SIZE; sent += part.length) {
                    exchange.getResponseBody().write(part);
                }
            }
        });
        server.createContext("/raw-bucket/gone", exchange -> {
            try (exchange) {
                byte[] answer = "<Error><Code>NoSuchKey</Code></Error>".getBytes(US_ASCII);
                exchange.sendResponseHeaders(404, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        before.putAll(System.getProperties());
        Map.of(
                        "aws.region", "eu-central-1",
                        "aws.accessKeyId", "test",
                        "aws.secretAccessKey", "test",
                        "aws.endpointUrlS3",
                                "http://127.0.0.1:" + server.getAddress().getPort())
                .forEach(System::setProperty);
        images = new S3Images(S3Images.client(), "processed-bucket");
    }

    @AfterEach
    void stop() {
        images.close();
        server.stop(0);
        System.setProperties(before);
    }

    @Test
    void readsAnObjectIntoOneArrayOfItsSize() {
        // Given
        images.fetch("raw-bucket", "gone", 1);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();

        // When
        Fetched fetched = images.fetch("raw-bucket", "there", SIZE);

        // Then
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(SIZE * 5L / 4);
        assertThat(fetched)
                .isInstanceOfSatisfying(
                        Fetched.Whole.class,
                        whole -> assertThat(whole.bytes().size()).isEqualTo(SIZE));
    }

    @Test
    void doesNotReadAnObjectOfAnotherSize() {
        assertThat(images.fetch("raw-bucket", "there", SIZE - 1)).isEqualTo(new Fetched.OfAnotherSize(SIZE));
    }

    @Test
    void tellsWhenThereIsNoSuchObject() {
        assertThat(images.fetch("raw-bucket", "gone", 1)).isEqualTo(new Fetched.Missing());
    }
}

package dev.darkroom.imagestreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.HttpAddress;
import dev.darkroom.httpservice.Metrics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many clients listen at once, some of which do not read: memory stays bounded, and the others get everything. */
@Tag("proof")
final class ManyListenersProofTest {
    private static final int LISTENERS = 2000;
    private static final int STALLED = 50;
    private static final int EVENTS = 400;

    @Test
    void servesTwoThousandListenersAndIsHeldUpByNone() throws Exception {
        // Given
        LiveFeed feed = new LiveFeed(LISTENERS, 16 << 20);
        HttpAddress address = new HttpAddress("127.0.0.1", 0);
        feed.begin(FeedPosition.Topic.PROCESSED, 0, 0, 0);
        AtomicInteger received = new AtomicInteger();
        List<Socket> sockets = new ArrayList<>();
        try (ImageStreaming streaming = ImageStreaming.start(
                        new ImageStreamingSettings(address, "processed", "images", LISTENERS, 1 << 20),
                        new ImageStreaming.Parts(
                                Authenticator.fromEnvironment(Map.of(), address),
                                new TestingFinishedImages(),
                                new TestingVariantStore(),
                                new Transfers(2, 1, Duration.ofSeconds(2)),
                                feed,
                                new TestingFeedArchive(1),
                                () -> true,
                                () -> {},
                                Duration.ofSeconds(5),
                                new Metrics(),
                                List.of()));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long before = usedBytes();
            for (int i = 0; i < LISTENERS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), streaming.port());
                sockets.add(socket);
                if (i < STALLED) {
                    socket.setReceiveBufferSize(4096);
                }
                socket.getOutputStream()
                        .write("GET /v1/stream HTTP/1.1\r\nHost: x\r\nX-Customer-Id: acme\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                if (i >= STALLED) {
                    threads.execute(() -> count(socket, received));
                }
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> feed.listeners() == LISTENERS);
            long listening = usedBytes();

            // When
            long begun = System.nanoTime();
            for (int i = 0; i < EVENTS; i++) {
                FinishedImage image = Examples.image(new UUID(7, i).toString(), "acme");
                feed.publish(FeedPosition.Topic.PROCESSED, 0, i, image);
                // A feed is as fast as its images are: the clients of this machine's two cores have to keep up.
                int published = i + 1;
                if (published % 50 == 0) {
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> received.get() >= published * (LISTENERS - STALLED));
                }
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            long after = usedBytes();

            // Then
            assertThat(received).hasValue(EVENTS * (LISTENERS - STALLED));
            System.out.printf(
                    "%d listeners, %d of them stalled: %d events each in %.1f s (%.0f events/s in all); heap %d KB a listener,"
                            + " %d MB in all after%n",
                    LISTENERS,
                    STALLED,
                    EVENTS,
                    seconds,
                    received.get() / seconds,
                    (listening - before) / LISTENERS / 1000,
                    after / 1_000_000);
            assertThat(after - before).isLessThan(300L << 20);
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void count(Socket socket, AtomicInteger received) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1024)) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.startsWith("data:")) {
                    received.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // The end of the test.
            return;
        }
    }
}

package dev.darkroom.imagestreaming;

import dev.darkroom.finishedimages.FinishedImage;
import dev.darkroom.httpservice.Authenticator;
import dev.darkroom.httpservice.HttpAddress;
import dev.darkroom.httpservice.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Image streaming over stores in memory. */
final class TestingStreaming implements AutoCloseable {
    final TestingFinishedImages images = new TestingFinishedImages();
    final TestingVariantStore variants = new TestingVariantStore();
    final LiveFeed feed = new LiveFeed(10, 1 << 20);
    final TestingFeedArchive archive = new TestingFeedArchive(1);
    final AtomicBoolean following = new AtomicBoolean(true);
    private final AtomicLong offset = new AtomicLong();
    private final ImageStreaming streaming;

    TestingStreaming() {
        HttpAddress address = new HttpAddress("127.0.0.1", 0);
        streaming = ImageStreaming.start(
                new ImageStreamingSettings(address, "processed", "images", 10, 1 << 20),
                new ImageStreaming.Parts(
                        Authenticator.fromEnvironment(Map.of(), address),
                        images,
                        variants,
                        new Transfers(2, 1, Duration.ofSeconds(2)),
                        feed,
                        archive,
                        following::get,
                        () -> {},
                        Duration.ofMillis(200),
                        new Metrics(),
                        List.of()));
        feed.begin(FeedPosition.Topic.PROCESSED, 0, 0, 0);
    }

    void publish(FinishedImage image) {
        feed.publish(FeedPosition.Topic.PROCESSED, 0, offset.getAndIncrement(), image);
    }

    int port() {
        return streaming.port();
    }

    @Override
    public void close() {
        streaming.close();
    }
}

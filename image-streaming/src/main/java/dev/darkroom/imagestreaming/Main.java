package dev.darkroom.imagestreaming;

import java.util.concurrent.CountDownLatch;

/** Runs image streaming until the process is asked to end, then says goodbye to the listeners. */
final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        ImageStreaming streaming = ImageStreaming.start(System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(streaming::close, "shutdown"));
        new CountDownLatch(1).await();
    }
}

package dev.darkroom.imagecollection;

import java.util.concurrent.CountDownLatch;

/** Runs image collection until the process is asked to end, then lets the uploads under way end. */
final class Main {
    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        ImageCollection collection = ImageCollection.start(System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(collection::close, "shutdown"));
        new CountDownLatch(1).await();
    }
}

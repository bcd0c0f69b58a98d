package dev.darkroom.imageprocessor;

import dev.darkroom.imagefunction.ImageBytes;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Lane;
import java.time.Instant;

/** Tasks for images that lie in a store. */
final class TestingTasks {
    static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05.678Z");

    private TestingTasks() {}

    /** A task whose raw image is put into the store. */
    static ImageTask stored(TestingStore store, String imageId, String function, byte[] raw) {
        ImageTask task = task(imageId, function, ImageBytes.of(raw));
        store.raw.put(task.getBucket() + "/" + task.getKey(), ImageBytes.of(raw));
        return task;
    }

    /** The same, with operations. */
    static ImageTask stored(TestingStore store, String imageId, String function, byte[] raw, String operations) {
        ImageTask task = stored(store, imageId, function, raw);
        task.put(ImageTask.getClassSchema().getField("operations").pos(), operations);
        return task;
    }

    static ImageTask task(String imageId, String function, ImageBytes raw) {
        return ImageTask.newBuilder()
                .setImageId(imageId)
                .setCustomerId("acme")
                .setLane(Lane.STANDARD)
                .setAttempt(2)
                .setFunction(function)
                .setBucket("raw-bucket")
                .setKey("raw/acme/" + imageId)
                .setSizeBytes(raw.size())
                .setSha256(Sha256.hex(raw))
                .setContentType("image/png")
                .setWidth(6)
                .setHeight(4)
                .setSourceName("cat.png")
                .setReceivedAt(RECEIVED)
                .setDispatchedAt(RECEIVED.plusMillis(10))
                .build();
    }
}

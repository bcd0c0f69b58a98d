package dev.darkroom.topology.tracking;

import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Stage;
import dev.darkroom.topology.lifecycle.Course;
import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.lifecycle.Route;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which image stands for a customer's same bytes, function and operations, and which images wait for it. */
final class Duplicates {
    /** Followers told at once: a few hundred milliseconds of work, far below any transaction's timeout. */
    static final int MOST_AT_ONCE = 1_000;

    private final Index index;
    private final KeyValueStore<String, ImageState> states;

    Duplicates(Index index, KeyValueStore<String, ImageState> states) {
        this.index = index;
        this.states = states;
    }

    /** The image that this one would repeat; never itself. */
    Optional<ImageState> originalOf(Course course, String identity) {
        return index.original(identity)
                .filter(id -> !id.equals(course.imageId()))
                .map(states::get);
    }

    void claim(Course course, String identity) {
        index.claim(identity, course.imageId());
    }

    /** A failure is handed on only to those that waited for it; who comes later is tried again. */
    void release(Course course) {
        if (course.route() != null) {
            index.release(identity(course), course.imageId());
        }
    }

    List<String> followersOf(String originalId, int most) {
        return index.followers(originalId, most);
    }

    /** Some followers of this image are still to be told. */
    void remember(String originalId) {
        index.mark('r', originalId);
    }

    List<String> remembered(int most) {
        return index.marks('r', most).stream().map(mark -> mark.key).toList();
    }

    void forget(String originalId) {
        index.unmark('r', originalId);
    }

    /** Whether a failure is about the bytes, and not about getting them through. */
    static boolean wouldFailAgain(ImageState.Failed failed) {
        return failed.outcome().record().getStage() == Stage.PROCESSING;
    }

    /** What two uploads of the same bytes, function and operations have in common. */
    static String identity(Course course) {
        RawImage image = course.upload().record();
        Route route = course.routeTaken();
        String operations = route.operations();
        return course.customerId() + "/" + image.getSha256() + "/" + route.function()
                + (operations == null ? "" : "/" + sha256(operations));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package dev.darkroom.topology;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.CommandKind;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.topology.admission.Limits;
import dev.darkroom.topology.admission.RawImages;
import dev.darkroom.topology.lifecycle.Backoff;
import dev.darkroom.topology.lifecycle.Rules;
import dev.darkroom.topology.tracking.FairShares;
import dev.darkroom.topology.tracking.TrackingSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the topology's promises have in common: one topology, and what usually happens to it. */
abstract class LifecycleSpecification {
    static final Duration TIMEOUT = Duration.ofMinutes(10);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(40);
    static final Duration WINDOW = Duration.ofDays(1);
    static final int SHARE = 3;

    final FailingSchemaRegistry registry = new FailingSchemaRegistry();
    TestingImageTopology topology;

    @BeforeEach
    void start(@TempDir Path stateDirectory) {
        topology = new TestingImageTopology(
                registry,
                new TrackingSettings(
                        Limits.DEFAULT,
                        new Rules(3, TIMEOUT, new Backoff(Duration.ofSeconds(10), LONGEST_PAUSE), 2, WINDOW),
                        new FairShares(SHARE, SHARE, SHARE),
                        Duration.ofDays(2),
                        Duration.ofHours(1),
                        Duration.ofSeconds(10)),
                stateDirectory);
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    RawImage upload(String id) {
        RawImage image = RawImages.distinct(id).build();
        topology.receives(image);
        return image;
    }

    static RawImage.Builder sameBytes(String original, String id) {
        return RawImages.distinct(original).setImageId(id);
    }

    ImageTask dispatched(RawImage image) {
        return topology.tasks().stream()
                .filter(task -> task.getImageId().equals(image.getImageId()))
                .findFirst()
                .orElseThrow();
    }

    FailedImage fail(ImageTask task, Reason reason) {
        FailedImage refusal = Outcomes.refused(task, reason, topology.now());
        topology.hears(refusal);
        return refusal;
    }

    Command.Builder redrive(String id) {
        return Command.newBuilder()
                .setCommandId(id)
                .setKind(CommandKind.REDRIVE)
                .setIssuedBy("a test")
                .setIssuedAt(topology.now());
    }
}

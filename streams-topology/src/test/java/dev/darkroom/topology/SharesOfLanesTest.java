package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.ImageTask;
import dev.darkroom.topology.admission.RawImages;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the customers share a lane. */
final class SharesOfLanesTest extends LifecycleSpecification {
    @Test
    void givesEachCustomerABoundedShareOfALaneAndKeepsTheRestInOrder() {
        // Given
        IntStream.range(0, 10).forEach(i -> upload("burst-" + i));
        List<ImageTask> onLane = topology.tasks();
        assertThat(onLane).extracting(ImageTask::getImageId).containsExactly("burst-0", "burst-1", "burst-2");

        // When
        topology.receives(RawImages.distinct("other").setCustomerId("other").build());
        topology.hears(Outcomes.done(onLane.get(1), topology.now()));

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getImageId).containsExactly("other", "burst-3");
    }

    @Test
    void letsNoNewerImageGoAheadOfThoseThatWait() {
        // Given
        IntStream.range(0, SHARE + 1).forEach(i -> upload("burst-" + i));
        List<ImageTask> onLane = topology.tasks();

        // When
        topology.hears(Outcomes.done(onLane.getFirst(), topology.now()));
        upload("latecomer");

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getImageId).containsExactly("burst-" + SHARE);
    }

    @Test
    void givesTheShareOfATaskThatPausesToOthers() {
        // Given
        IntStream.range(0, SHARE + 1).forEach(i -> upload("burst-" + i));
        List<ImageTask> onLane = topology.tasks();

        // When
        topology.getsBack(onLane.getFirst());

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getImageId).containsExactly("burst-" + SHARE);
    }
}

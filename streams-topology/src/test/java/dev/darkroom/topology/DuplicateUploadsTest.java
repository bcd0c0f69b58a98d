package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Reason;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of uploads of the same bytes. */
final class DuplicateUploadsTest extends LifecycleSpecification {
    @Test
    void givesARepeatedUploadTheEarlierRenditionsWithoutAnotherTask() {
        // Given
        ProcessedImage original = Outcomes.done(dispatched(upload("a")), topology.now());
        topology.hears(original);
        topology.processed();
        topology.passes(WINDOW);

        // When
        topology.receives(sameBytes("a", "b").setSourceName("again.jpg").build());

        // Then
        assertThat(topology.tasks()).isEmpty();
        assertThat(topology.processed()).singleElement().satisfies(end -> {
            assertThat(end.key()).isEqualTo("b");
            assertThat(end.value())
                    .isEqualTo(ProcessedImage.newBuilder(original)
                            .setImageId("b")
                            .setAttempts(0)
                            .setProcessingMillis(0)
                            .setSourceName("again.jpg")
                            .setFinishedAt(topology.now())
                            .setDuplicateOf("a")
                            .build());
        });
    }

    @Test
    void processesARepeatedUploadAfreshWhenTheWindowIsOver() {
        // Given
        topology.hears(Outcomes.done(dispatched(upload("a")), topology.now()));
        topology.passes(WINDOW.plusMillis(1));

        // When
        topology.receives(sameBytes("a", "b").build());

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getImageId).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({"other, , ", "acme, grey, ", "acme, , [1]"})
    void takesOtherCustomersFunctionsOrOperationsForSomethingElse(String customer, String function, String operations) {
        // Given
        topology.hears(Outcomes.done(dispatched(upload("a")), topology.now()));

        // When
        topology.receives(sameBytes("a", "b")
                .setCustomerId(customer)
                .setFunction(function)
                .setOperations(operations)
                .build());

        // Then
        assertThat(topology.tasks()).hasSize(1);
    }

    @Test
    void letsARepeatedUploadWaitForTheFirstOnesOutcome() {
        // Given
        ImageTask task = dispatched(upload("a"));
        topology.receives(sameBytes("a", "b").build());
        topology.receives(sameBytes("a", "c").build());
        assertThat(topology.tasks()).isEmpty();

        // When
        topology.hears(Outcomes.done(task, topology.now()));

        // Then
        assertThat(topology.tasks()).isEmpty();
        assertThat(topology.processed())
                .extracting(TestRecord::key, end -> end.value().getDuplicateOf())
                .containsExactly(tuple("a", null), tuple("b", "a"), tuple("c", "a"));
    }

    @Test
    void handsAFailureOfTheBytesOnToThoseThatWaitForIt() {
        // Given
        ImageTask task = dispatched(upload("a"));
        topology.receives(sameBytes("a", "b").build());

        // When
        topology.hears(Outcomes.refused(task, Reason.TRUNCATED, topology.now()));

        // Then
        assertThat(topology.failures()).hasSize(2).last().satisfies(end -> {
            assertThat(end.key()).isEqualTo("b");
            assertThat(end.value().getDuplicateOf()).isEqualTo("a");
            assertThat(end.value().getReason()).isEqualTo(Reason.TRUNCATED);
            assertThat(end.value().getAttempts()).isZero();
        });
        assertThat(topology.tasks()).isEmpty();
    }

    @Test
    void triesTheNextInLineWhenTheFirstNeverGotThrough() {
        // Given
        ImageTask task = dispatched(upload("a"));
        topology.receives(sameBytes("a", "b").build());
        topology.receives(sameBytes("a", "c").build());

        // When
        topology.hears(Outcomes.refused(task, Reason.RAW_IMAGE_MISSING, topology.now()));

        // Then
        ImageTask second = topology.tasks().getFirst();
        assertThat(second.getImageId()).isEqualTo("b");
        topology.hears(Outcomes.done(second, topology.now()));
        assertThat(topology.failures()).extracting(TestRecord::key).containsExactly("a");
        assertThat(topology.processed()).extracting(TestRecord::key).containsExactly("b", "c");
    }

    @Test
    void triesAFailedUploadAgainWhenItIsSentAgain() {
        // Given
        topology.hears(Outcomes.refused(dispatched(upload("a")), Reason.FUNCTION_ERROR, topology.now()));

        // When
        topology.receives(sameBytes("a", "b").build());

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getImageId).containsExactly("b");
    }
}

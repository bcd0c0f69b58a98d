package dev.darkroom.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** How images go from their acceptance to their end, attempt by attempt. */
final class LifecycleTest extends LifecycleSpecification {
    @Test
    void passesTheFunctionsOutcomeOnAsItIs() {
        // Given
        ImageTask task = dispatched(upload("a"));
        ProcessedImage outcome = Outcomes.done(task, topology.now());

        // When
        topology.hears(outcome);

        // Then
        assertThat(topology.processed()).extracting(TestRecord::value).containsExactly(outcome);
    }

    @Test
    void endsAnImageOnceHoweverOftenItsOutcomeIsTold() {
        // Given
        ImageTask task = dispatched(upload("a"));
        topology.hears(Outcomes.done(task, topology.now()));

        // When
        topology.hears(Outcomes.done(task, topology.now()));
        topology.hears(Outcomes.refused(task, Reason.CORRUPT, topology.now()));

        // Then
        assertThat(topology.processed()).hasSize(1);
        assertThat(topology.failures()).isEmpty();
        assertThat(topology.total("late-outcomes")).isEqualTo(2);
    }

    @Test
    void endsAnImageThatItDoesNotKnow() {
        // Given
        ProcessedImage outcome = Outcomes.done(dispatched(upload("a")), topology.now());
        ProcessedImage foreign =
                ProcessedImage.newBuilder(outcome).setImageId("unheard-of").build();

        // When
        topology.hears(foreign);
        topology.hears(foreign);

        // Then
        assertThat(topology.processed()).extracting(TestRecord::value).containsExactly(foreign);
        assertThat(topology.total("adopted-images")).isEqualTo(1);
    }

    @Test
    void triesAnOverdueTaskAgainAfterAPause() {
        // Given
        ImageTask first = dispatched(upload("a"));
        topology.passes(TIMEOUT);
        assertThat(topology.tasks()).as("a pause comes first").isEmpty();

        // When
        topology.passes(LONGEST_PAUSE);

        // Then
        assertThat(topology.tasks()).singleElement().satisfies(again -> {
            assertThat(again.getAttempt()).isEqualTo(2);
            assertThat(again.getDispatchedAt()).isAfter(first.getDispatchedAt());
            assertThat(ImageTask.newBuilder(again)
                            .setAttempt(1)
                            .setDispatchedAt(first.getDispatchedAt())
                            .build())
                    .isEqualTo(first);
        });
    }

    @Test
    void failsAnImageAfterItsLastAttemptAndNoSooner() {
        // Given
        upload("a");

        // When
        for (int i = 0; i < 6; i++) {
            topology.passes(TIMEOUT);
            topology.passes(LONGEST_PAUSE);
        }

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getAttempt).containsExactly(1, 2, 3);
        assertThat(topology.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.value().getReason()).isEqualTo(Reason.ATTEMPTS_EXHAUSTED);
            assertThat(failure.value().getStage()).isEqualTo(Stage.DELIVERY);
            assertThat(failure.value().getAttempts()).isEqualTo(3);
            assertThat(failure.value().getDetail()).isEqualTo("No answer came within 600 s of the dispatch.");
        });
    }

    @Test
    void takesTheOutcomeOfAnEarlierAttemptForTheImages() {
        // Given
        ImageTask first = dispatched(upload("a"));
        topology.passes(TIMEOUT);
        topology.passes(LONGEST_PAUSE);

        // When
        topology.hears(Outcomes.done(first, topology.now()));
        topology.passes(TIMEOUT);
        topology.passes(LONGEST_PAUSE);

        // Then
        assertThat(topology.processed()).hasSize(1);
        assertThat(topology.tasks()).extracting(ImageTask::getAttempt).containsExactly(2);
    }

    @Test
    void triesATaskThatCameBackAgainAndAtLastFailsItWithTheCause() {
        // Given
        Headers headers = new RecordHeaders()
                .add("lambda.failure.condition", "RetriesExhausted".getBytes(UTF_8))
                .add("lambda.failure.approximate-invoke-count", "4".getBytes(UTF_8))
                .add("lambda.failure.error-type", "java.io.IOException".getBytes(UTF_8))
                .add("lambda.failure.error-message", "S3 is\naway".getBytes(UTF_8));
        ImageTask task = dispatched(upload("a"));

        // When
        for (int attempt = 1; attempt <= 3; attempt++) {
            topology.getsBack(new TestRecord<>(task.getImageId(), task, headers, topology.now()));
            topology.passes(LONGEST_PAUSE);
            task = ImageTask.newBuilder(task).setAttempt(attempt + 1).build();
        }

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getAttempt).containsExactly(2, 3);
        assertThat(topology.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.value().getReason()).isEqualTo(Reason.ATTEMPTS_EXHAUSTED);
            assertThat(failure.value().getAttempts()).isEqualTo(3);
            assertThat(failure.value().getDetail())
                    .isEqualTo(
                            "The event source gave the task up (RetriesExhausted) after about 4 invocations; the last error was java.io.IOException: S3 is away.");
        });
    }

    @Test
    void ignoresAnOldTaskThatComesBackLate() {
        // Given
        ImageTask first = dispatched(upload("a"));
        topology.getsBack(first);
        topology.passes(LONGEST_PAUSE);

        // When
        topology.getsBack(first);

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getAttempt).containsExactly(2);
        assertThat(topology.total("late-outcomes")).isEqualTo(1);
    }

    @Test
    void adoptsATaskThatItDoesNotKnow() {
        // Given
        ImageTask task = ImageTask.newBuilder(dispatched(upload("a")))
                .setImageId("unheard-of")
                .setSha256("9".repeat(64))
                .build();

        // When
        topology.getsBack(task);
        topology.passes(LONGEST_PAUSE);

        // Then
        assertThat(topology.tasks()).singleElement().satisfies(again -> {
            assertThat(again.getImageId()).isEqualTo("unheard-of");
            assertThat(again.getAttempt()).isEqualTo(2);
        });
    }

    @Test
    void setsAsideWhatDoesNotBelongOnATopic() {
        // Given
        ImageTask task = dispatched(upload("a"));

        // When
        topology.receivesBytes(
                Topics.TASK_OUTCOMES,
                new TestRecord<>(
                        "a".getBytes(UTF_8),
                        new GlueAvroSerializer<ImageTask>(registry).serialize(Topics.TASK_OUTCOMES, task)));

        // Then
        assertThat(topology.deadLetters())
                .singleElement()
                .satisfies(
                        letter -> assertThat(DeadLetterHeaders.of(letter.headers()))
                                .containsEntry(
                                        "__streams.errors.message",
                                        "A record on topic task-outcomes is a dev.darkroom.schemas.ImageTask, which does not belong there"));
    }

    @Test
    void forgetsAnImageWhenItsTimeIsOver() {
        // Given
        topology.hears(Outcomes.done(dispatched(upload("a")), topology.now()));
        topology.passes(Duration.ofDays(2).plusSeconds(1));
        topology.passes(Duration.ofSeconds(10));

        // When
        upload("a");

        // Then
        assertThat(topology.tasks()).as("nobody remembers it").hasSize(1);
    }
}

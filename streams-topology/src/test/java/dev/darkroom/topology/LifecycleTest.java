package dev.darkroom.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.CommandKind;
import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Stage;
import dev.darkroom.schemas.Tier;
import dev.darkroom.schemas.Topics;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import dev.darkroom.topology.admission.Limits;
import dev.darkroom.topology.admission.RawImages;
import dev.darkroom.topology.lifecycle.Backoff;
import dev.darkroom.topology.lifecycle.Rules;
import dev.darkroom.topology.tracking.FairShares;
import dev.darkroom.topology.tracking.TrackingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How images go from their acceptance to their end: what the topology promises, promise by promise. */
final class LifecycleTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(40);
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final int SHARE = 3;

    private final FailingSchemaRegistry registry = new FailingSchemaRegistry();
    private TestingImageTopology topology;

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

    @Test
    void holdsTheDailyQuotaByTheDayOfTheUpload() {
        // Given
        topology.knows(CustomerProfile.newBuilder()
                .setCustomerId("acme")
                .setTier(Tier.STANDARD)
                .setDailyQuota(2L)
                .build());

        // When
        upload("a");
        upload("b");
        upload("c");
        topology.receives(RawImages.distinct("tomorrow")
                .setReceivedAt(RawImages.RECEIVED_AT.plus(Duration.ofDays(1)))
                .build());

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getImageId).containsExactly("a", "b", "tomorrow");
        assertThat(topology.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.key()).isEqualTo("c");
            assertThat(failure.value().getReason()).isEqualTo(Reason.QUOTA_EXCEEDED);
            assertThat(failure.value().getDetail())
                    .isEqualTo("The customer's quota of 2 images a day (UTC) is used up.");
        });
    }

    @Test
    void setsAsideAProfileThatCannotBeReadAndTreatsTheCustomerAsOneWithout() {
        // Given
        topology.receivesBytes(Topics.CUSTOMERS, new TestRecord<>("acme".getBytes(UTF_8), "no avro".getBytes(UTF_8)));

        // When
        upload("a");
        upload("b");

        // Then
        assertThat(topology.tasks()).hasSize(2);
        assertThat(topology.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo("acme".getBytes(UTF_8));
            assertThat(letter.value()).isEqualTo("no avro".getBytes(UTF_8));
            assertThat(DeadLetterHeaders.of(letter.headers()))
                    .containsEntry("__streams.errors.topic", "customers")
                    .hasEntrySatisfying(
                            "__streams.errors.message",
                            message -> assertThat(message).startsWith("Cannot read a message on topic customers"));
        });
    }

    @Test
    void holdsToTheLastGoodProfileWhenABadOneComes() {
        // Given
        topology.knows(CustomerProfile.newBuilder()
                .setCustomerId("acme")
                .setTier(Tier.STANDARD)
                .setAllowedTypes(List.of("image/gif"))
                .build());
        upload("a");

        // When
        topology.receivesBytes(Topics.CUSTOMERS, new TestRecord<>("acme".getBytes(UTF_8), "no avro".getBytes(UTF_8)));
        upload("b");

        // Then
        assertThat(topology.tasks()).isEmpty();
        assertThat(topology.failures())
                .extracting(end -> end.value().getReason())
                .containsExactly(Reason.TYPE_NOT_ALLOWED, Reason.TYPE_NOT_ALLOWED);
        assertThat(topology.deadLetters())
                .extracting(letter -> new String(letter.value(), UTF_8))
                .containsExactly("no avro");
    }

    @Test
    void forgetsTheLastGoodProfileOfACustomerWhoseProfileWasDeleted() {
        // Given
        topology.knows(CustomerProfile.newBuilder()
                .setCustomerId("acme")
                .setTier(Tier.STANDARD)
                .setAllowedTypes(List.of("image/gif"))
                .build());
        upload("a");
        topology.receivesBytes(Topics.CUSTOMERS, new TestRecord<>("acme".getBytes(UTF_8), null));
        upload("b");

        // When
        topology.receivesBytes(Topics.CUSTOMERS, new TestRecord<>("acme".getBytes(UTF_8), "no avro".getBytes(UTF_8)));
        upload("c");

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getImageId).containsExactly("b", "c");
    }

    @Test
    void redrivesAnImageOnRequestWithAnotherRoundOfAttempts() {
        // Given
        fail(dispatched(upload("a")), Reason.FUNCTION_ERROR);

        // When
        topology.isTold(redrive("c1").setImageId("a").build());

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getAttempt).containsExactly(2);
        for (int i = 0; i < 4; i++) {
            topology.passes(TIMEOUT);
            topology.passes(LONGEST_PAUSE);
        }
        assertThat(topology.tasks()).extracting(ImageTask::getAttempt).containsExactly(3, 4);
        assertThat(topology.failures())
                .extracting(end -> end.value().getReason(), end -> end.value().getAttempts())
                .containsExactly(tuple(Reason.FUNCTION_ERROR, 1), tuple(Reason.ATTEMPTS_EXHAUSTED, 4));
    }

    @Test
    void takesNoRefusalOfAnEarlierRoundForThisOne() {
        // Given
        ImageTask first = dispatched(upload("a"));
        FailedImage refusal = fail(first, Reason.FUNCTION_ERROR);
        topology.isTold(redrive("c1").setImageId("a").build());

        // When
        topology.hears(refusal);
        topology.hears(Outcomes.done(topology.tasks().getFirst(), topology.now()));

        // Then
        assertThat(topology.failures()).hasSize(1);
        assertThat(topology.processed()).hasSize(1);
    }

    @Test
    void redrivesAllOfAReasonAndNothingElse() {
        // Given
        fail(dispatched(upload("a")), Reason.FUNCTION_ERROR);
        fail(dispatched(upload("b")), Reason.TRUNCATED);
        fail(dispatched(upload("c")), Reason.FUNCTION_ERROR);

        // When
        topology.isTold(redrive("c1").setReason("FUNCTION_ERROR").build());
        topology.passes(Duration.ofSeconds(1));

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getImageId).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void redrivesACustomersImagesAsFarAsTheCommandAllows() {
        // Given
        for (String id : List.of("a", "b", "c")) {
            fail(dispatched(upload(id)), Reason.FUNCTION_ERROR);
        }

        // When
        topology.isTold(redrive("c1").setCustomerId("acme").setMostImages(2).build());
        topology.passes(Duration.ofSeconds(1));
        topology.passes(Duration.ofSeconds(1));

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getImageId).containsExactly("a", "b");
    }

    @Test
    void redrivesNoImageMoreOftenThanAllowedNorForAnOldCommand() {
        // Given
        Instant before = topology.now();
        topology.passes(Duration.ofSeconds(1));
        fail(dispatched(upload("a")), Reason.FUNCTION_ERROR);

        // When
        topology.isTold(redrive("old").setImageId("a").setIssuedAt(before).build());
        assertThat(topology.tasks())
                .as("it failed after the command was issued")
                .isEmpty();
        for (int i = 0; i < 4; i++) {
            topology.isTold(redrive("c" + i).setImageId("a").build());
            topology.tasks().forEach(task -> fail(task, Reason.FUNCTION_ERROR));
        }

        // Then
        assertThat(topology.failures()).hasSize(1 + 2);
    }

    @Test
    void judgesARefusedImageAnewWhenItIsRedriven() {
        // Given
        topology.knows(CustomerProfile.newBuilder()
                .setCustomerId("acme")
                .setTier(Tier.STANDARD)
                .setAllowedTypes(List.of("image/png"))
                .build());
        upload("a");
        topology.isTold(redrive("c1").setImageId("a").build());
        assertThat(topology.failures()).as("refused, and still refused").hasSize(1);

        // When
        topology.knows(CustomerProfile.newBuilder()
                .setCustomerId("acme")
                .setTier(Tier.STANDARD)
                .build());
        topology.isTold(redrive("c2").setImageId("a").build());

        // Then
        assertThat(topology.tasks()).extracting(ImageTask::getImageId).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({
        "REDRIVE, ,  , 10, one of image_id",
        "UNKNOWN, a, , 10, kind must be REDRIVE",
        "REDRIVE, , CORRUPT, 0, most_images must be 1 to 10000",
        "REDRIVE, , CORRUPT, 10001, most_images must be 1 to 10000",
    })
    void setsAsideACommandThatMakesNoSense(CommandKind kind, String image, String reason, int most, String why) {
        // Given
        Command command = redrive("c1")
                .setKind(kind)
                .setImageId(image)
                .setReason(reason)
                .setMostImages(most)
                .build();

        // When
        topology.isTold(command);

        // Then
        assertThat(topology.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(DeadLetterHeaders.of(letter.headers()))
                        .hasEntrySatisfying(
                                "__streams.errors.message",
                                message -> assertThat(message).contains(why)));
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
    void countsEachEndOnceByCustomerLaneTypeAndOutcome() {
        // Given
        ImageTask first = dispatched(upload("a"));
        topology.hears(Outcomes.done(first, first.getReceivedAt().plusMillis(2000)));
        topology.hears(Outcomes.done(first, first.getReceivedAt().plusMillis(9000)));
        ImageTask second = dispatched(upload("b"));
        topology.hears(Outcomes.done(second, second.getReceivedAt().plusMillis(4000)));
        topology.receives(sameBytes("a", "c").build());
        fail(dispatched(upload("d")), Reason.CORRUPT);

        // When
        topology.passes(Duration.ofSeconds(10));

        // Then
        List<CustomerStats> told =
                topology.statistics().stream().map(TestRecord::value).toList();
        assertThat(told).hasSize(3);
        assertThat(told)
                .filteredOn(CustomerStats::getOutcome, "processed")
                .singleElement()
                .satisfies(processed -> {
                    assertThat(processed.getWindowKey()).isEqualTo("2026-11-22T10:00:00Z#express#image/jpeg#processed");
                    assertThat(processed.getWindowEnd()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
                    assertThat(processed.getImages()).isEqualTo(2);
                    assertThat(processed.getBytesIn()).isEqualTo(2 * 12_345L);
                    assertThat(processed.getBytesOut()).isEqualTo(2 * Outcomes.VARIANT_BYTES);
                    assertThat(processed.getPixelsIn()).isEqualTo(2 * 640L * 480);
                    assertThat(processed.getLatencyMillisP50()).isBetween(1980L, 2020L);
                    assertThat(processed.getLatencyMillisP99()).isBetween(1980L, 4040L);
                });
        assertThat(told)
                .filteredOn(stats -> !stats.getOutcome().equals("processed"))
                .allSatisfy(other -> assertThat(other.getImages()).isEqualTo(1))
                .extracting(CustomerStats::getOutcome)
                .containsExactlyInAnyOrder("duplicate", "failed");
    }

    @Test
    void tellsGrownStatisticsAsWholeSnapshotsOfAHigherRevision() {
        // Given
        topology.hears(Outcomes.done(dispatched(upload("a")), topology.now()));
        topology.passes(Duration.ofSeconds(10));
        CustomerStats before = topology.statistics().getFirst().value();

        // When
        topology.hears(Outcomes.done(dispatched(upload("b")), topology.now()));
        topology.passes(Duration.ofSeconds(10));
        topology.passes(Duration.ofSeconds(10));

        // Then
        assertThat(topology.statistics()).singleElement().satisfies(after -> {
            assertThat(after.key()).isEqualTo("acme/" + before.getWindowKey());
            assertThat(after.value().getImages()).isEqualTo(2);
            assertThat(after.value().getRevision()).isGreaterThan(before.getRevision());
        });
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

    private RawImage upload(String id) {
        RawImage image = RawImages.distinct(id).build();
        topology.receives(image);
        return image;
    }

    private static RawImage.Builder sameBytes(String original, String id) {
        return RawImages.distinct(original).setImageId(id);
    }

    private ImageTask dispatched(RawImage image) {
        return topology.tasks().stream()
                .filter(task -> task.getImageId().equals(image.getImageId()))
                .findFirst()
                .orElseThrow();
    }

    private FailedImage fail(ImageTask task, Reason reason) {
        FailedImage refusal = Outcomes.refused(task, reason, topology.now());
        topology.hears(refusal);
        return refusal;
    }

    private Command.Builder redrive(String id) {
        return Command.newBuilder()
                .setCommandId(id)
                .setKind(CommandKind.REDRIVE)
                .setIssuedBy("a test")
                .setIssuedAt(topology.now());
    }
}

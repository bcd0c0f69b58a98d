package dev.darkroom.topology.tracking;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.CommandKind;
import dev.darkroom.schemas.CustomerStats;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.ProcessedImage;
import dev.darkroom.schemas.RawImage;
import dev.darkroom.schemas.Reason;
import dev.darkroom.topology.Outcomes;
import dev.darkroom.topology.admission.Limits;
import dev.darkroom.topology.admission.RawImages;
import dev.darkroom.topology.lifecycle.Backoff;
import dev.darkroom.topology.lifecycle.ImageState;
import dev.darkroom.topology.lifecycle.Rules;
import dev.darkroom.topology.statistics.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Uploads, outcomes, failures, repetitions, time jumps, commands and restarts in any order keep what is promised: each
 * image ends once, and once more for each redrive on request; statistics are the sum of the ends; no image has more tasks
 * than attempts; nobody waits while his share is free, and those who wait go in order; of images of the same bytes one at
 * a time is worked on.
 */
final class ModelTest {
    private static final int ATTEMPTS = 3;
    private static final int SHARE = 2;
    private static final int MOST_REDRIVES = 2;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final List<String> CUSTOMERS = List.of("acme", "globex", "initech");
    private static final TrackingSettings SETTINGS = new TrackingSettings(
            Limits.DEFAULT,
            new Rules(
                    ATTEMPTS,
                    TIMEOUT,
                    new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(1)),
                    MOST_REDRIVES,
                    Duration.ofHours(2)),
            new FairShares(SHARE, SHARE, SHARE),
            Duration.ofDays(365),
            Duration.ofHours(1),
            Duration.ofSeconds(10));

    static LongStream seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, 12), LongStream.of(System.nanoTime()));
    }

    static LongStream manySeeds() {
        return LongStream.concat(LongStream.rangeClosed(100, 150), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsItsPromisesInAnyOrderOfThings(long seed) {
        new Run(seed).of(300);
    }

    @Tag("proof")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("manySeeds")
    void keepsItsPromisesForLong(long seed) {
        new Run(seed).of(800);
    }

    /** One sequence of random things, checked after each. */
    private static final class Run {
        private final RandomGenerator random;
        private final TestingImages images = new TestingImages(SETTINGS, Instant.parse("2026-11-22T10:00:00Z"));
        private final List<RawImage> uploads = new ArrayList<>();
        private final List<SpecificRecord> outcomes = new ArrayList<>();
        private final Map<String, Integer> redriveRequests = new HashMap<>();
        private Map<String, ImageState> before = Map.of();

        Run(long seed) {
            random = new Random(seed);
        }

        void of(int steps) {
            for (int step = 0; step < steps; step++) {
                something();
                check();
            }
            for (int i = 0; i < 40 + 4 * uploads.size() && isSomethingOpen(); i++) {
                images.pass(TIMEOUT);
                images.pass(Duration.ofMinutes(1));
                check();
            }
            images.pass(Duration.ofMinutes(1));
            checkTheEnd();
        }

        private void something() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> upload();
                case 3 -> oneOf(uploads).forEach(image -> images.hear(image.getCustomerId(), image));
                case 4, 5, 6 -> oneOf(images.tasks()).forEach(task -> tell(outcome(task)));
                case 7 -> oneOf(images.tasks()).forEach(task -> images.hear(task.getCustomerId(), task));
                case 8 -> oneOf(outcomes).forEach(this::tell);
                case 9 -> images.pass(Duration.ofSeconds(random.nextInt(1, random.nextInt(3) == 0 ? 7_200 : 60)));
                case 10 -> command();
                default -> images.restart();
            }
        }

        private void upload() {
            String customer = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
            RawImage image = RawImages.distinct("bytes-" + random.nextInt(1 + uploads.size() / 2 + 3))
                    .setImageId("image-%03d".formatted(uploads.size()))
                    .setCustomerId(customer)
                    .setContentType(random.nextInt(15) == 0 ? "text/plain" : "image/png")
                    .setWidth(random.nextInt(3) == 0 ? 4_000 : 400)
                    .setHeight(2_000)
                    .build();
            uploads.add(image);
            images.hear(customer, image);
        }

        private SpecificRecord outcome(ImageTask task) {
            SpecificRecord outcome = switch (random.nextInt(5)) {
                case 0 -> Outcomes.refused(task, Reason.TRUNCATED, images.now());
                case 1 -> Outcomes.refused(task, Reason.RAW_IMAGE_MISSING, images.now());
                default -> Outcomes.done(task, images.now());
            };
            outcomes.add(outcome);
            return outcome;
        }

        private void tell(SpecificRecord outcome) {
            images.hear(
                    outcome instanceof ProcessedImage done
                            ? done.getCustomerId()
                            : ((FailedImage) outcome).getCustomerId(),
                    outcome);
        }

        private void command() {
            Command.Builder command = Command.newBuilder()
                    .setCommandId("command-" + redriveRequests.size() + "-" + random.nextInt(1_000_000))
                    .setKind(CommandKind.REDRIVE)
                    .setIssuedAt(images.now());
            switch (random.nextInt(3)) {
                case 0 -> oneOf(uploads).forEach(image -> command.setImageId(image.getImageId()));
                case 1 -> command.setCustomerId(CUSTOMERS.get(random.nextInt(CUSTOMERS.size())));
                default -> command.setReason(Reason.ATTEMPTS_EXHAUSTED.name());
            }
            if (command.getImageId() != null || command.getCustomerId() != null || command.getReason() != null) {
                images.hear("*", command.build());
                uploads.forEach(image -> redriveRequests.merge(image.getImageId(), 1, Integer::sum));
            }
        }

        private <T> List<T> oneOf(List<T> all) {
            return all.isEmpty() ? List.of() : List.of(all.get(random.nextInt(all.size())));
        }

        private boolean isSomethingOpen() {
            return images.states().values().stream().anyMatch(ImageState.Open.class::isInstance);
        }

        private void check() {
            Map<String, ImageState> now = images.states();
            Map<String, Long> dispatched = count(now, ImageState.Dispatched.class);
            assertThat(dispatched.values()).as("tasks of a customer on a lane").allMatch(tasks -> tasks <= SHARE);
            count(now, ImageState.Waiting.class)
                    .keySet()
                    .forEach(queue -> assertThat(dispatched.get(queue))
                            .as("somebody waits in " + queue)
                            .isEqualTo(SHARE));
            checkOrder(now);
            checkDuplicates(now);
            before = now;
        }

        private void checkOrder(Map<String, ImageState> now) {
            now.forEach((id, state) -> {
                if (state instanceof ImageState.Dispatched && before.get(id) instanceof ImageState.Waiting went) {
                    now.values().stream()
                            .filter(ImageState.Waiting.class::isInstance)
                            .map(ImageState.Waiting.class::cast)
                            .filter(waiting -> queue(waiting).equals(queue(went)))
                            .forEach(waiting -> assertThat(waiting.turn()).isGreaterThan(went.turn()));
                }
            });
        }

        private void checkDuplicates(Map<String, ImageState> now) {
            Set<String> worked = new HashSet<>();
            now.values().stream()
                    .filter(ImageState.Open.class::isInstance)
                    .filter(state -> !(state instanceof ImageState.Duplicate))
                    .map(state -> state.course().customerId() + "/"
                            + state.course().upload().record().getSha256())
                    .forEach(bytes -> assertThat(worked.add(bytes))
                            .as("worked on twice: " + bytes)
                            .isTrue());
        }

        private static Map<String, Long> count(Map<String, ImageState> states, Class<? extends ImageState> kind) {
            return states.values().stream().filter(kind::isInstance).collect(groupingBy(Run::queue, counting()));
        }

        private static String queue(ImageState state) {
            return state.course().customerId() + " "
                    + state.course().routeTaken().lane();
        }

        private void checkTheEnd() {
            assertThat(isSomethingOpen()).as("an image is open for ever").isFalse();
            assertThat(images.indexed()).as("entries left in the index").isZero();
            checkEnds();
            checkTasks();
            checkStatistics();
        }

        private void checkEnds() {
            Map<String, Long> ends = images.ends().stream().collect(groupingBy(Run::imageId, counting()));
            Map<String, ImageState> states = images.states();
            assertThat(ends.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            uploads.stream().map(RawImage::getImageId).toList());
            ends.forEach((id, count) -> {
                int redrives = requireNonNull(states.get(id)).course().redrives();
                assertThat(count).as("ends of " + id).isEqualTo(1L + redrives);
                assertThat(redrives).isLessThanOrEqualTo(Math.min(MOST_REDRIVES, redriveRequests.getOrDefault(id, 0)));
            });
        }

        private void checkTasks() {
            Map<String, List<ImageTask>> tasks = images.tasks().stream().collect(groupingBy(ImageTask::getImageId));
            Map<String, ImageState> states = images.states();
            tasks.forEach((id, attempts) -> {
                for (int i = 0; i < attempts.size(); i++) {
                    assertThat(attempts.get(i).getAttempt())
                            .as("attempts of " + id)
                            .isEqualTo(i + 1);
                }
                assertThat(attempts.size())
                        .isLessThanOrEqualTo(ATTEMPTS
                                * (1 + requireNonNull(states.get(id)).course().redrives()));
            });
        }

        private void checkStatistics() {
            Map<String, Long> expected = images.ends().stream()
                    .map(this::ended)
                    .collect(groupingBy(end -> end.customerId() + " " + end.lane() + " " + end.outcome(), counting()));
            Map<String, Long> told = new HashMap<>();
            for (CustomerStats stats : images.told().values()) {
                told.merge(
                        stats.getCustomerId() + " " + stats.getLane() + " " + stats.getOutcome(),
                        stats.getImages(),
                        Long::sum);
            }
            assertThat(told).isEqualTo(expected);
        }

        private Ended ended(SpecificRecord end) {
            return switch (end) {
                case ProcessedImage processed -> Ended.of(processed);
                case FailedImage failed -> Ended.of(failed, uploads.getFirst());
                default -> throw new AssertionError(end);
            };
        }

        private static String imageId(SpecificRecord end) {
            return end instanceof ProcessedImage processed ? processed.getImageId() : ((FailedImage) end).getImageId();
        }
    }
}

package dev.darkroom.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.darkroom.schemas.Command;
import dev.darkroom.schemas.CommandKind;
import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.FailedImage;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator's command does. */
final class RedrivesOnRequestTest extends LifecycleSpecification {
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
}

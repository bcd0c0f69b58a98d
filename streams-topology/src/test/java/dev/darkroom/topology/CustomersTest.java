package dev.darkroom.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.schemas.CustomerProfile;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.Reason;
import dev.darkroom.schemas.Tier;
import dev.darkroom.schemas.Topics;
import dev.darkroom.topology.admission.RawImages;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What a customer's profile decides, and what becomes of one that cannot be read. */
final class CustomersTest extends LifecycleSpecification {
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
}

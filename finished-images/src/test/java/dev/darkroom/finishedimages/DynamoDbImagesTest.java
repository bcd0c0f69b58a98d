package dev.darkroom.finishedimages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.finishedimages.FinishedImages.Page;
import dev.darkroom.finishedimages.FinishedImages.Query;
import dev.darkroom.httpservice.ProblemException;
import dev.darkroom.localstack.dynamodb.LocalDynamoDb;
import dev.darkroom.localstack.template.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A customer's images, page by page, out of a real table with the index that the template gives it. */
@SuppressWarnings("NullAway.Init")
final class DynamoDbImagesTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static LocalDynamoDb dynamoDb;

    private final DynamoDbImages images = new DynamoDbImages(dynamoDb.client(), "images");
    private final String customer = "c" + UUID.randomUUID();
    private final List<Stored> stored = new ArrayList<>();

    private record Stored(String imageId, Instant finishedAt, String outcome) {}

    @BeforeAll
    static void startDynamoDb() {
        dynamoDb = LocalDynamoDb.startInMemory(0);
        dynamoDb.createTables(List.of(new Table(
                "ImagesTable",
                "images",
                List.of(
                        new Table.Attribute("image_id", "S"),
                        new Table.Attribute("customer_id", "S"),
                        new Table.Attribute("finished_at", "S")),
                List.of(new Table.Key("image_id", "HASH")),
                List.of(new Table.Index(
                        "customer-finished",
                        List.of(new Table.Key("customer_id", "HASH"), new Table.Key("finished_at", "RANGE")),
                        "ALL",
                        List.of())),
                null)));
    }

    @AfterAll
    static void stopDynamoDb() {
        dynamoDb.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void listsEachImageOnceTheLastFirstWhateverThePagesSize(long seed) {
        // Given images of which some finished at the same moment, and another customer's
        Random random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            store(customer, START.plusMillis(random.nextInt(12)), random.nextBoolean() ? "processed" : "failed");
        }
        List<Stored> own = List.copyOf(stored);
        store("other-" + customer, START, "processed");
        Optional<String> outcome = random.nextBoolean() ? Optional.of("failed") : Optional.empty();

        // When
        List<String> listed =
                all(new Query(Optional.empty(), Optional.empty(), outcome, 1 + random.nextInt(9), Optional.empty()));

        // Then
        List<Stored> expected = own.stream()
                .filter(image -> outcome.isEmpty() || image.outcome().equals(outcome.get()))
                .sorted(Comparator.comparing(Stored::finishedAt).reversed())
                .toList();
        assertThat(listed)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Stored::imageId).toList());
        assertThat(listed.stream().map(this::finishedAt))
                .containsExactlyElementsOf(
                        expected.stream().map(Stored::finishedAt).toList());
    }

    @Test
    void beginsAtSinceAndEndsBeforeUntil() {
        // Given
        for (int i = 0; i < 5; i++) {
            store(customer, START.plusMillis(i), "processed");
        }

        // When
        Page page = images.list(
                customer,
                new Query(
                        Optional.of(START.plusMillis(1)),
                        Optional.of(START.plusMillis(4)),
                        Optional.empty(),
                        10,
                        Optional.empty()));

        // Then
        assertThat(page.images())
                .extracting(FinishedImage::imageId)
                .containsExactly(
                        stored.get(3).imageId(),
                        stored.get(2).imageId(),
                        stored.get(1).imageId());
        assertThat(page.next()).isEmpty();
    }

    @Test
    void goesOnWhereAnotherCustomersPageEndedInItsOwnImagesAlone() {
        // Given
        store(customer, START, "processed");
        store(customer, START.plusMillis(1), "processed");
        Query first = new Query(Optional.empty(), Optional.empty(), Optional.empty(), 1, Optional.empty());
        Optional<String> cursor = images.list(customer, first).next();

        // When
        Page page = images.list(
                "other-" + customer, new Query(Optional.empty(), Optional.empty(), Optional.empty(), 1, cursor));

        // Then
        assertThat(cursor).isPresent();
        assertThat(page.images()).isEmpty();
    }

    @Test
    void givesClientsTheEventsFieldsAndNotWhatTheSinkKeepsOfItsHeaders() {
        // Given
        store(customer, START, "processed");
        String imageId = stored.getFirst().imageId();

        // When
        FinishedImage found = images.find(imageId).orElseThrow();
        Page page = images.list(
                customer, new Query(Optional.empty(), Optional.empty(), Optional.empty(), 1, Optional.empty()));

        // Then
        assertThat(found.json()).contains(imageId).doesNotContain("trace");
        assertThat(page.images()).containsExactly(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "!", "MDE5MGIwYzQ"})
    void refusesACursorThatItDidNotGive(String cursor) {
        Query query = new Query(Optional.empty(), Optional.empty(), Optional.empty(), 1, Optional.of(cursor));
        assertThatThrownBy(() -> images.list(customer, query))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("bad-cursor");
    }

    private List<String> all(Query query) {
        List<String> listed = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = images.list(
                    customer, new Query(query.since(), query.until(), query.outcome(), query.limit(), cursor));
            assertThat(page.images()).hasSizeLessThanOrEqualTo(query.limit());
            page.images().forEach(image -> listed.add(image.imageId()));
            cursor = page.next();
        } while (cursor.isPresent());
        return listed;
    }

    private Instant finishedAt(String imageId) {
        return stored.stream()
                .filter(image -> image.imageId().equals(imageId))
                .findFirst()
                .orElseThrow()
                .finishedAt();
    }

    private void store(String customerId, Instant finishedAt, String outcome) {
        String imageId = UUID.randomUUID().toString();
        stored.add(new Stored(imageId, finishedAt, outcome));
        try (DynamoDbClient client = dynamoDb.client()) {
            client.putItem(put -> put.tableName("images")
                    .item(Map.of(
                            "image_id", AttributeValue.fromS(imageId),
                            "customer_id", AttributeValue.fromS(customerId),
                            "finished_at", AttributeValue.fromS(RecordFields.text(finishedAt)),
                            "outcome", AttributeValue.fromS(outcome),
                            "traceparent", AttributeValue.fromS("00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01"),
                            "variants", AttributeValue.fromL(List.of()))));
        }
    }
}

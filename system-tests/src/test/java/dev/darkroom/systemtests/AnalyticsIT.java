package dev.darkroom.systemtests;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Every question that is shipped, asked of what the platform itself has written, against figures counted by hand. */
@TestInstance(Lifecycle.PER_CLASS)
final class AnalyticsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LATER = Duration.ofDays(3);
    private static final Path QUESTIONS = RunningPlatform.HOME.resolve("analytics/sql");

    private final List<CountedImage> images = new ArrayList<>();
    private final Map<String, JsonNode> answers = new LinkedHashMap<>();
    private RunningPlatform platform;
    private Instant asOf = Instant.EPOCH;

    private record Upload(Client client, Path photo, String imageId) {}

    @BeforeAll
    void sendImagesAndAskEverything(@TempDir Path directory) throws Exception {
        platform = RunningPlatform.start(directory.resolve("state"));
        List<Upload> uploads = upload();
        for (Upload upload : uploads) {
            JsonNode ending = await().atMost(PATIENCE)
                    .until(() -> upload.client().ending(upload.imageId()), node -> !node.isMissingNode());
            images.add(CountedImage.of(upload.client(), upload.photo(), upload.imageId(), ending));
        }
        awaitItems();
        asOf = images.stream()
                .map(CountedImage::finished)
                .max(Instant::compareTo)
                .orElseThrow()
                .plus(LATER);
        askEverything();
    }

    /** The photos by three customers in turn, and some of them by the same customer once more. */
    private List<Upload> upload() throws IOException, InterruptedException {
        List<Client> clients = Stream.of("acme", "globex", "initech")
                .map(name -> new Client(platform, name))
                .toList();
        List<Upload> uploads = new ArrayList<>();
        List<Path> photos = Photos.all();
        for (int i = 0; i < photos.size() + 4; i++) {
            Path photo = photos.get(i % photos.size());
            Client client = clients.get((i % photos.size()) % clients.size());
            uploads.add(new Upload(client, photo, client.upload(photo)));
        }
        return uploads;
    }

    private void awaitItems() {
        try (Table table = new Table(platform.dynamoDb())) {
            await().atMost(PATIENCE)
                    .until(() -> images.stream()
                            .allMatch(image -> table.item(image.imageId()).isPresent()));
            await("the statistics count every image")
                    .atMost(PATIENCE)
                    .until(
                            () -> Stream.of("acme", "globex", "initech")
                                    .flatMapToLong(customer -> Stream.of("processed", "failed", "duplicate")
                                            .mapToLong(outcome -> table.images(customer, outcome)))
                                    .sum(),
                            counted -> counted == images.size());
        }
    }

    /** All in one run of the command, each answer a list of rows. */
    private void askEverything() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        StringBuilder statements = new StringBuilder();
        try (Stream<Path> files = Files.list(QUESTIONS)) {
            for (Path file : files.sorted().toList()) {
                names.add(file.getFileName().toString().replace(".sql", ""));
                statements.append(Files.readString(file)).append(";\n");
            }
        }
        String printed = platform.sql(statements.toString(), "--format", "json", "--as-of", asOf.toString());
        JsonNode rows = new ObjectMapper().readTree("[" + printed.strip().replaceAll("\\]\\s*\\[", "],[") + "]");
        assertThat(rows).hasSameSizeAs(names);
        for (int i = 0; i < names.size(); i++) {
            answers.put(names.get(i), rows.get(i));
        }
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void countsImagesPerCustomerDayAndType() {
        // Then
        assertAnswer(
                "images-per-customer",
                groups(image -> List.of(image.customer(), image.day().toString(), image.contentType())),
                group -> List.of(
                        count(group, CountedImage::isProcessed),
                        count(group, image -> !image.isProcessed()),
                        group.size()),
                "customer_id",
                "day",
                "content_type",
                "processed",
                "failed",
                "images");
    }

    @Test
    void sumsBytesByFormat() {
        // Then
        assertAnswer(
                "bytes-saved-by-format",
                groups(image -> List.of(image.contentType()), CountedImage::isProcessed),
                group -> {
                    long in = sum(group, CountedImage::sizeBytes);
                    long out = sum(group, CountedImage::variantBytes);
                    return List.of(group.size(), in, out, in - out, tenths(100.0 * (in - out) / in));
                },
                "format",
                "images",
                "bytes_in",
                "bytes_out",
                "bytes_saved",
                "percent_saved");
    }

    @Test
    void tellsWhyImagesFailed() {
        // Then
        assertAnswer(
                "failure-reasons",
                groups(image -> List.of(image.field("stage"), image.field("reason")), image -> !image.isProcessed()),
                group -> List.of(
                        group.size(),
                        group.stream().map(CountedImage::customer).distinct().count()),
                "stage",
                "reason",
                "images",
                "customers");
        assertThat(images.stream()
                        .filter(image -> !image.isProcessed())
                        .map(image -> image.field("reason"))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Photos.REASONS.values());
    }

    @Test
    void takesPercentilesOfTheTimeToTheEnd() {
        // Then
        assertAnswer(
                "time-to-terminal",
                groups(
                        image -> List.of(image.lane().orElse("none"), image.field("outcome")),
                        image -> !image.field("received_at").isEmpty()),
                group -> List.of(
                        group.size(),
                        percentile(group, 0.5),
                        percentile(group, 0.95),
                        percentile(group, 0.99),
                        percentile(group, 1)),
                "lane",
                "outcome",
                "images",
                "p50_millis",
                "p95_millis",
                "p99_millis",
                "max_millis");
    }

    @Test
    void countsDuplicatesAndTheWorkTheySaved() {
        // Then
        assertThat(answer("duplicates-saved")).isNotEmpty();
        Map<String, Long> spent = new TreeMap<>();
        images.forEach(image -> spent.put(image.imageId(), image.processingMillis()));
        assertAnswer(
                "duplicates-saved",
                groups(
                        image -> List.of(image.customer()),
                        image -> !image.field("duplicate_of").isEmpty()),
                group -> List.of(
                        group.size(),
                        sum(group, CountedImage::sizeBytes),
                        sum(group, image -> spent.getOrDefault(image.field("duplicate_of"), 0L))),
                "customer_id",
                "duplicates",
                "bytes_not_processed",
                "millis_not_spent");
    }

    @Test
    void countsWhatTheTopologyCountedInEachWindow() {
        // Then
        Map<List<String>, List<CountedImage>> windows = groups(image -> List.of(
                image.window(),
                image.customer(),
                image.lane().orElse("none").toLowerCase(Locale.ROOT),
                image.outcome()));
        assertAnswer(
                "customer-windows",
                windows,
                group -> List.of(
                        group.size(),
                        sum(group, CountedImage::sizeBytes),
                        sum(group, image -> image.outcome().equals("processed") ? image.variantBytes() : 0)),
                "window_start",
                "customer_id",
                "lane",
                "outcome",
                "images",
                "bytes_in",
                "bytes_out");
        answer("customer-windows").forEach(row -> {
            List<CountedImage> group =
                    Objects.requireNonNull(windows.get(Stream.of("window_start", "customer_id", "lane", "outcome")
                            .map(column -> row.get(column).asText())
                            .toList()));
            // within 1 %, then rounded
            assertThat(row.get("slowest_p99_millis").asDouble())
                    .isBetween(0.99 * percentile(group, 0) - 0.5, 1.01 * percentile(group, 1) + 0.5);
        });
    }

    @Test
    void sharesTheLoadOutAmongTheLanes() {
        // Given
        List<CountedImage> routed =
                images.stream().filter(image -> image.lane().isPresent()).toList();

        // Then
        assertAnswer(
                "lane-shares",
                groups(
                        image -> List.of(image.lane().orElseThrow()),
                        image -> image.lane().isPresent()),
                group -> List.of(
                        group.size(),
                        tenths(100.0 * group.size() / routed.size()),
                        sum(group, CountedImage::sizeBytes),
                        tenths(100.0 * sum(group, CountedImage::sizeBytes) / sum(routed, CountedImage::sizeBytes)),
                        sum(group, CountedImage::processingMillis)),
                "lane",
                "images",
                "percent_of_images",
                "bytes",
                "percent_of_bytes",
                "function_millis");
    }

    @Test
    void namesTheTopCustomersByName() throws Exception {
        // When
        String printed = platform.sql("", "top-customers", "--format", "csv");

        // Then
        assertThat(printed.lines().skip(1).map(line -> line.split(",", 2)[0]))
                .containsExactlyInAnyOrder("acme", "globex", "initech");
        assertAnswer(
                "top-customers",
                groups(image -> List.of(image.customer())),
                group -> List.of(
                        group.size(),
                        count(group, CountedImage::isProcessed),
                        count(group, image -> !image.isProcessed()),
                        sum(group, CountedImage::sizeBytes)),
                "customer_id",
                "images",
                "processed",
                "failed",
                "bytes_in");
        answer("top-customers")
                .forEach(row -> assertThat(row.get("megapixels").asDouble())
                        .isCloseTo(
                                images.stream()
                                        .filter(image -> image.customer()
                                                .equals(row.get("customer_id").asText()))
                                        .mapToDouble(CountedImage::megapixels)
                                        .sum(),
                                within(1e-6)));
    }

    @Test
    void tellsHowOldTheKeptImagesAre() {
        // Then
        assertAnswer(
                "retention-ageing",
                groups(
                        image -> List.of(Long.toString(
                                Duration.between(image.finished(), asOf).toDays())),
                        CountedImage::isProcessed),
                group -> List.of(
                        group.size(), sum(group, CountedImage::variants), sum(group, CountedImage::variantBytes)),
                "age_days",
                "images",
                "variants",
                "bytes");
        assertThat(answer("retention-ageing").get(0).get("age_days").asInt()).isEqualTo(3);
    }

    @Test
    void comparesThisWeekWithTheOneBefore() {
        // Given
        LocalDate thisWeek = week(asOf.atZone(ZoneOffset.UTC).toLocalDate());

        // Then
        assertAnswer(
                "week-on-week",
                groups(image -> List.of(image.customer())),
                group -> {
                    long now = count(group, image -> week(image.day()).equals(thisWeek));
                    long before = count(group, image -> week(image.day()).equals(thisWeek.minusWeeks(1)));
                    return List.of(now, before, now - before);
                },
                "customer_id",
                "this_week",
                "week_before",
                "change");
    }

    @Test
    void asksEveryQuestionThatIsShipped() {
        // Then
        assertThat(answers.keySet())
                .containsExactly(
                        "bytes-saved-by-format",
                        "customer-windows",
                        "duplicates-saved",
                        "failure-reasons",
                        "images-per-customer",
                        "lane-shares",
                        "retention-ageing",
                        "time-to-terminal",
                        "top-customers",
                        "week-on-week");
    }

    private static LocalDate week(LocalDate day) {
        return day.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
                .minusDays(day.getDayOfWeek().getValue() - 1L);
    }

    private Map<List<String>, List<CountedImage>> groups(Function<CountedImage, List<String>> by) {
        return groups(by, image -> true);
    }

    private Map<List<String>, List<CountedImage>> groups(
            Function<CountedImage, List<String>> by, Predicate<CountedImage> which) {
        return images.stream().filter(which).collect(groupingBy(by));
    }

    private JsonNode answer(String question) {
        return Objects.requireNonNull(answers.get(question), question);
    }

    /** The columns named first are the group's, the others the figures'. */
    private void assertAnswer(
            String question,
            Map<List<String>, List<CountedImage>> groups,
            Function<List<CountedImage>, List<?>> figures,
            String... columns) {
        List<List<String>> expected = groups.entrySet().stream()
                .map(group -> Stream.concat(
                                group.getKey().stream(),
                                figures.apply(group.getValue()).stream().map(String::valueOf))
                        .toList())
                .toList();
        List<List<String>> answered = new ArrayList<>();
        answer(question)
                .forEach(row -> answered.add(Stream.of(columns)
                        .map(column -> Optional.ofNullable(row.get(column))
                                .map(JsonNode::asText)
                                .orElse("no column " + column))
                        .toList()));
        assertThat(answered).as(question).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static long count(List<CountedImage> group, Predicate<CountedImage> which) {
        return group.stream().filter(which).count();
    }

    private static long sum(List<CountedImage> group, ToLongFunction<CountedImage> figure) {
        return group.stream().mapToLong(figure).sum();
    }

    private static double tenths(double number) {
        return Math.round(number * 10) / 10.0;
    }

    /** The smallest time that this share of the images took at most. */
    private static long percentile(List<CountedImage> group, double share) {
        List<Long> sorted = group.stream().map(CountedImage::millis).sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}

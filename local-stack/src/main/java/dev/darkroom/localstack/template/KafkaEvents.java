package dev.darkroom.localstack.template;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a function's enabled events of type MSK; what the local stack would not honour is refused, not ignored. */
final class KafkaEvents {
    private static final String KAFKA = "kafka://";

    private KafkaEvents() {}

    static List<KafkaEventSource> of(Section function) {
        return function.findSection("Events").stream()
                .flatMap(events -> events.properties().values().stream()
                        .map(node -> Section.of(events.place(), events.intrinsics(), node)))
                .flatMap(KafkaEvents::read)
                .toList();
    }

    private static Stream<KafkaEventSource> read(Section event) {
        if (!event.text("Type").equals("MSK")) {
            throw event.error("events of type " + event.text("Type") + " are not served by the local stack, MSK is");
        }
        Section properties = Section.of(event.place(), event.intrinsics(), event.get("Properties"));
        if (!properties.flag("Enabled", true)) {
            return Stream.empty();
        }
        try {
            return Stream.of(source(properties));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw event.place().error(event.node(), String.valueOf(e.getMessage()), e);
        }
    }

    private static KafkaEventSource source(Section properties) {
        for (String unsupported : List.of("FilterCriteria", "SchemaRegistryConfig", "KmsKeyArn")) {
            if (properties.properties().containsKey(unsupported)) {
                throw properties.error(unsupported + " is not supported by the local stack");
            }
        }
        List<String> topics = properties.texts("Topics");
        if (topics.size() != 1) {
            throw properties.error("Topics must name exactly one topic");
        }
        return new KafkaEventSource(
                properties.text("Stream"),
                topics.getFirst(),
                properties.findText("ConsumerGroupId").orElseGet(() -> generatedGroup(topics.getFirst())),
                KafkaEventSource.StartingPosition.valueOf(properties.text("StartingPosition")),
                startingTimestamp(properties),
                properties.number("BatchSize", KafkaEventSource.DEFAULT_BATCH_SIZE),
                properties
                        .findNumber("MaximumBatchingWindowInSeconds")
                        .map(Duration::ofSeconds)
                        .orElse(KafkaEventSource.DEFAULT_BATCHING_WINDOW),
                properties.number("MaximumRetryAttempts", KafkaEventSource.INFINITE),
                maximumRecordAge(properties),
                properties.flag("BisectBatchOnFunctionError", false),
                properties.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                onFailureTopic(properties),
                properties
                        .findSection("ProvisionedPollerConfig")
                        .map(pollers -> pollers.number("MaximumPollers", 200))
                        .orElse(null));
    }

    /** AWS makes up a UUID; here it must be the same one after a restart. */
    private static String generatedGroup(String topic) {
        return UUID.nameUUIDFromBytes(topic.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static @Nullable Instant startingTimestamp(Section properties) {
        return properties
                .findText("StartingPositionTimestamp")
                .map(text -> text.contains("T") ? Instant.parse(text) : seconds(text))
                .orElse(null);
    }

    private static Instant seconds(String text) {
        return Instant.ofEpochMilli((long) (Double.parseDouble(text) * 1_000));
    }

    private static @Nullable Duration maximumRecordAge(Section properties) {
        return properties
                .findNumber("MaximumRecordAgeInSeconds")
                .filter(seconds -> seconds != KafkaEventSource.INFINITE)
                .map(Duration::ofSeconds)
                .orElse(null);
    }

    private static @Nullable String onFailureTopic(Section properties) {
        Optional<Section> onFailure = properties
                .findSection("DestinationConfig")
                .flatMap(destinations -> destinations.findSection("OnFailure"));
        if (onFailure.isEmpty()) {
            return null;
        }
        String destination = onFailure.get().text("Destination");
        if (!destination.startsWith(KAFKA)) {
            throw onFailure
                    .get()
                    .error("the on-failure destination " + destination
                            + " is not served by the local stack, kafka://TOPIC is");
        }
        return destination.substring(KAFKA.length());
    }
}

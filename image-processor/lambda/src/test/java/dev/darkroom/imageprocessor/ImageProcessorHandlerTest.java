package dev.darkroom.imageprocessor;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.darkroom.schemas.ImageTask;
import dev.darkroom.schemas.registry.TestingSchemaRegistry;
import dev.darkroom.schemas.serde.GlueAvroSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The handler between AWS's own serialization of events and answers, as the runtime interface client has it. */
final class ImageProcessorHandlerTest {
    private final TestingSchemaRegistry registry = new TestingSchemaRegistry();
    private final TestingStore store = new TestingStore();
    private final List<Ending> published = new ArrayList<>();
    private final List<TraceHeaders> traces = new ArrayList<>();
    private final ImageProcessorHandler handler = new ImageProcessorHandler(() -> new Batches(
            new KafkaTaskDecoder(registry),
            new TaskProcessor(
                    new Functions(List.of(TestingFunction.copying("copy"))),
                    store,
                    store,
                    new MemoryBudget(new Memory(1 << 20, 0)),
                    InstantSource.system()),
            (ending, trace) -> {
                published.add(ending);
                traces.add(trace);
            },
            () -> {},
            report -> {}));

    /** Shape: aws-lambda-java-libs' kafka_event.json; header values are signed bytes. */
    private static String event(String first, String second) {
        return """
                {"eventSource":"aws:kafka",
                 "eventSourceArn":"arn:aws:kafka:eu-central-1:123456789012:cluster/darkroom/uuid-1",
                 "bootstrapServers":"b-1.example:9098",
                 "records":{
                  "image-tasks-standard-0":[
                   {"topic":"image-tasks-standard","partition":0,"offset":15,"timestamp":1545084650987,
                    "timestampType":"CREATE_TIME","key":"aTE=","value":"%s",
                    "headers":[{"traceparent":[104,101,-61,-87]},{"other":[1]}]}],
                  "image-tasks-standard-5":[
                   {"topic":"image-tasks-standard","partition":5,"offset":99,"timestamp":1545084650987,
                    "timestampType":"CREATE_TIME","value":"%s","headers":[]}]}}
                """.formatted(first, second);
    }

    private static KafkaEvent parse(String json) {
        PojoSerializer<KafkaEvent> events =
                LambdaEventSerializers.serializerFor(KafkaEvent.class, ClassLoader.getSystemClassLoader());
        return events.fromJson(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String toJson(BatchResponse response) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        JacksonFactory.getInstance().getSerializer(BatchResponse.class).toJson(response, json);
        return json.toString(StandardCharsets.UTF_8);
    }

    private String encoded(ImageTask task) {
        byte[] message = new GlueAvroSerializer<ImageTask>(registry).serialize("image-tasks-standard", task);
        return Base64.getEncoder().encodeToString(message);
    }

    @Test
    void processesWhatLambdaDeliversAndAnswersAsLambdaExpects() {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", new byte[] {1, 2, 3});
        KafkaEvent event = parse(event(encoded(task), "bm90IGEgdGFzaw=="));

        // When
        String answer = toJson(handler.handleRequest(event, new TestingContext()));

        // Then
        assertThat(answer)
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":"
                        + "{\"partition\":\"image-tasks-standard-5\",\"offset\":99}}]}");
        assertThat(published).singleElement().isInstanceOf(Ending.Processed.class);
        assertThat(traces).singleElement().satisfies(trace -> {
            assertThat(trace.values()).containsOnlyKeys("traceparent");
            assertThat(trace.values().get("traceparent")).containsExactly(104, 101, -61, -87);
        });
    }

    @Test
    void answersWithAnEmptyListWhenAllWentWell() {
        // Given
        ImageTask task = TestingTasks.stored(store, "i1", "copy", new byte[] {1, 2, 3});
        KafkaEvent event = parse(event(encoded(task), encoded(task)));

        // Then
        assertThat(toJson(handler.handleRequest(event, new TestingContext()))).isEqualTo("{\"batchItemFailures\":[]}");
    }

    @Test
    void readsKeysAndHeadersAsTheyWereDelivered() {
        KafkaEvent.KafkaEventRecord record = parse(event("AA==", "AA==")).getRecords().values().stream()
                .flatMap(List::stream)
                .filter(each -> each.getOffset() == 15)
                .findFirst()
                .orElseThrow();
        assertThat(record.getKey()).isEqualTo("aTE=");
        assertThat(record.getHeaders().getFirst().get("traceparent")).containsExactly(104, 101, -61, -87);
    }
}

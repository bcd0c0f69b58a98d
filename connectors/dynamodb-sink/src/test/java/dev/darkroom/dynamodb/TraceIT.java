package dev.darkroom.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records that belong to W3C traces, good and bad, with Connect's own converter of headers. */
@OnConnect
final class TraceIT {
    /** One with letters, one that could be taken for a number. */
    private static final List<String> TRACES = List.of(
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-11111111111111111111111111111111-2222222222222222-00");

    @Test
    void keepsARecordsTraceWithItsItemOrItsDeadLetter() {
        // Given
        TestingTopic topic = TestingTopic.create("traced");
        TestingTopic deadLetters = TestingTopic.create("traced-dead");
        TestingTable table = TestingTable.create("traced", "id");
        Map<String, String> config = new HashMap<>(Configs.json("traced", Configs.deadLettersTo("traced-dead")));
        config.put("record.attributes", "header.traceparent:traceparent");
        for (String trace : TRACES) {
            Map<String, String> headers = Map.of("traceparent", trace, "tracestate", "vendor=a:1,other=[b]");
            topic.send("k", "{\"id\": \"%s\"}".formatted(trace).getBytes(UTF_8), headers);
            topic.send("k", "{\"id\": null}".getBytes(UTF_8), headers);
            topic.send("k", "no JSON".getBytes(UTF_8), headers);
        }
        topic.send("k", "{\"id\": \"none\"}");

        // When
        TestingConnect.shared().run("traced", config);
        topic.awaitCommitted("traced", 7);

        // Then
        Map<String, Map<String, AttributeValue>> items = table.itemsBy("id");
        assertThat(items).hasSize(3);
        assertThat(TRACES)
                .allSatisfy(trace ->
                        assertThat(items.get(trace)).containsEntry("traceparent", AttributeValue.fromS(trace)));
        assertThat(items.get("none")).doesNotContainKey("traceparent");
        List<ConsumerRecord<String, byte[]>> dead = deadLetters.await(4);
        assertThat(dead).extracting(each -> header(each, "traceparent")).containsExactlyInAnyOrderElementsOf(twice());
        assertThat(dead).extracting(each -> header(each, "tracestate")).containsOnly("vendor=a:1,other=[b]");
        assertThat(dead)
                .filteredOn(each -> header(each, "__connect.errors.stage").equals("TASK_PUT"))
                .hasSize(2)
                .allSatisfy(each -> assertThat(header(each, "__connect.errors.exception.message"))
                        .contains(header(each, "traceparent")));
    }

    private static List<String> twice() {
        return IntStream.range(0, 2).boxed().flatMap(i -> TRACES.stream()).toList();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
